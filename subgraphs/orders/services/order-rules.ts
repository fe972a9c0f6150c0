import type { Contract } from '../../../kernel/auth/index.ts';
import { problemIf, textProblems, type FieldProblem } from '../../../kernel/errors/index.ts';
import { isAmountWithin } from '../entities/money.ts';
import { workflowOfDoor } from '../entities/order-doors.ts';
import type { OrderWorkflow } from '../entities/order.entity.ts';
import type { NewLine } from '../entities/price-lines.ts';
import { limitsAt, ORDER_LIMITS } from './order-limits.ts';

/** A line as a client writes it: a product with its price, or a dish by id or number. */
export interface RequestedLine {
  readonly product?: string | null | undefined;
  readonly price?: string | null | undefined;
  readonly dishId?: string | null | undefined;
  readonly dishNumber?: number | null | undefined;
  readonly quantity: number;
}

export interface PlaceOrderRequest {
  readonly workflow?: OrderWorkflow | null | undefined;
  readonly lines: readonly RequestedLine[];
  readonly specialRequests?: string | null | undefined;
  readonly idempotencyKey?: string | null | undefined;
}

/** A door's own workflow, otherwise what the client wants, otherwise the kitchen where all lines are dishes. */
export function workflowFor(door: Contract, { workflow, lines }: PlaceOrderRequest): OrderWorkflow {
  const usual = lines.every(isDishLine) ? 'KITCHEN' : 'MANUAL';
  return workflowOfDoor(door) ?? workflow ?? usual;
}

/** What is wrong with a new order before its dishes are looked at. */
export function orderProblems(request: PlaceOrderRequest, workflow: OrderWorkflow): readonly FieldProblem[] {
  const { lines, specialRequests, idempotencyKey } = request;
  return [
    ...lineProblems(lines, workflow),
    ...specialRequestsProblems(specialRequests ?? ''),
    ...(typeof idempotencyKey === 'string'
      ? textProblems('idempotencyKey', idempotencyKey, ORDER_LIMITS.idempotencyKey)
      : []),
  ];
}

export function specialRequestsProblems(text: string): readonly FieldProblem[] {
  return textProblems('specialRequests', text, ORDER_LIMITS.specialRequests);
}

/** What is wrong with the form of lines: how many there are, and what each of them names. */
export function lineProblems(lines: readonly RequestedLine[], workflow: OrderWorkflow): readonly FieldProblem[] {
  const { min, max } = ORDER_LIMITS.lines;
  return [
    ...problemIf(lines.length < min || lines.length > max, 'lines', `An order has ${min} to ${max} lines.`),
    ...lines.slice(0, max).flatMap((line, index) => formProblems(line, `lines.${index}`, workflow)),
  ];
}

function formProblems(line: RequestedLine, field: string, workflow: OrderWorkflow): readonly FieldProblem[] {
  const { product, price, dishId, dishNumber } = line;
  const names = [product, dishId, dishNumber].filter((name) => name != null);
  if (names.length !== 1)
    return [{ field, message: 'A line has a product with its price, or one dish, by its id or its number.' }];
  if (isDishLine(line)) return problemIf(price != null, `${field}.price`, 'The price of a dish is that of the menu.');
  return [
    ...problemIf(workflow === 'KITCHEN', `${field}.product`, 'A kitchen order has dishes of the menu only.'),
    ...textProblems(`${field}.product`, product ?? '', ORDER_LIMITS.product),
    ...problemIf(price == null, `${field}.price`, 'A product needs a price.'),
  ];
}

/** What is wrong with the amounts of lines, by the limits of the door. */
export function amountProblems(lines: readonly RequestedLine[], door: Contract): readonly FieldProblem[] {
  const { largestQuantity, lowestPrice } = limitsAt(door);
  const { highestPrice, lines: limits } = ORDER_LIMITS;
  return lines
    .slice(0, limits.max)
    .flatMap(({ quantity, price }, index) => [
      ...problemIf(quantity < 1 || quantity > largestQuantity, `lines.${index}.quantity`, `1 to ${largestQuantity}.`),
      ...problemIf(
        price != null && !isAmountWithin(price, [lowestPrice, highestPrice]),
        `lines.${index}.price`,
        `${lowestPrice} to ${highestPrice}.`,
      ),
    ]);
}

/** Lines whose form is right, as the core knows them. */
export function toNewLines(lines: readonly RequestedLine[]): readonly NewLine[] {
  return lines.map(({ product, price, dishId, dishNumber, quantity }): NewLine => {
    if (dishId != null) return { kind: 'dish', dish: { kind: 'id', id: dishId }, quantity };
    if (dishNumber != null) return { kind: 'dish', dish: { kind: 'number', number: dishNumber }, quantity };
    return { kind: 'product', product: product ?? '', price: price ?? '', quantity };
  });
}

function isDishLine({ dishId, dishNumber }: RequestedLine): boolean {
  return dishId != null || dishNumber != null;
}
