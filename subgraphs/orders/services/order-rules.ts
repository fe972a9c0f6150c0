import { problemIf, textProblems, type FieldProblem } from '../../../kernel/errors/index.ts';
import { toCents } from '../entities/money.ts';
import type { NewLine } from '../entities/place-order.ts';

export interface PlaceOrderRequest {
  readonly lines: readonly NewLine[];
  readonly specialRequests?: string | null | undefined;
  readonly idempotencyKey?: string | null | undefined;
}

const MOST_LINES = 100;
const LARGEST_QUANTITY = 1_000;
const HIGHEST_PRICE = 1_000_000;
const PRODUCT = { min: 1, max: 200 };
const SPECIAL_REQUESTS = { min: 0, max: 2_000 };
const IDEMPOTENCY_KEY = { min: 1, max: 200 };

/** Everything that keeps an order from being placed; empty when it may be. */
export function orderProblems({ lines, specialRequests, idempotencyKey }: PlaceOrderRequest): readonly FieldProblem[] {
  return [
    ...problemIf(lines.length < 1 || lines.length > MOST_LINES, 'lines', `An order has 1 to ${MOST_LINES} lines.`),
    ...lines.slice(0, MOST_LINES).flatMap(lineProblems),
    ...textProblems('specialRequests', specialRequests ?? '', SPECIAL_REQUESTS),
    ...(typeof idempotencyKey === 'string' ? textProblems('idempotencyKey', idempotencyKey, IDEMPOTENCY_KEY) : []),
  ];
}

function lineProblems({ product, quantity, price }: NewLine, index: number): readonly FieldProblem[] {
  return [
    ...textProblems(`lines.${index}.product`, product, PRODUCT),
    ...problemIf(quantity < 1 || quantity > LARGEST_QUANTITY, `lines.${index}.quantity`, `1 to ${LARGEST_QUANTITY}.`),
    ...problemIf(
      price.startsWith('-') || toCents(price) > HIGHEST_PRICE * 100,
      `lines.${index}.price`,
      `0 to ${HIGHEST_PRICE}.`,
    ),
  ];
}
