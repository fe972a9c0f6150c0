import { problemIf, textProblems, type FieldProblem } from '../../../kernel/errors/index.ts';
import { isAmountWithin } from '../entities/money.ts';

/** What a manager writes of a dish; what is absent stays as it is. */
export interface DishFields {
  readonly name?: string | null | undefined;
  readonly description?: string | null | undefined;
  readonly price?: string | null | undefined;
  readonly quantity?: number | null | undefined;
}

/** All that a new dish needs. */
export interface DishValues {
  readonly name: string;
  readonly description: string;
  readonly price: string;
  readonly quantity: number;
}

const NAME = { min: 1, max: 100 };
const DESCRIPTION = { min: 0, max: 10_000 };
const HIGHEST_PRICE = '99999999.99';
const LARGEST_STOCK = 1_000_000_000;

/** Everything that keeps these fields from being stored; empty when they may be. */
export function dishProblems({ name, description, price, quantity }: DishFields): readonly FieldProblem[] {
  return [
    ...(name == null ? [] : textProblems('name', name, NAME)),
    ...(description == null ? [] : textProblems('description', description, DESCRIPTION)),
    ...problemIf(price != null && !isAmountWithin(price, ['0.00', HIGHEST_PRICE]), 'price', `0 to ${HIGHEST_PRICE}.`),
    ...problemIf(quantity != null && (quantity < 0 || quantity > LARGEST_STOCK), 'quantity', `0 to ${LARGEST_STOCK}.`),
  ];
}
