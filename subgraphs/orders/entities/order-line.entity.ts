import { defineEntity, p } from '@mikro-orm/core';

import { fromCents, toCents } from './money.ts';

const OrderLineSchema = defineEntity({
  name: 'OrderLine',
  tableName: 'order_line',
  properties: {
    orderId: p.uuid().primary(),
    /** From 0, in the order in which the customer named them. */
    position: p.integer().primary(),
    product: p.text(),
    quantity: p.integer(),
    price: p.decimal(),
    /** The dish whose stock the line takes; null for a product that is on no menu. */
    dishId: p.uuid().nullable(),
  },
});

/** One product of an order, at the price it had when it was ordered. */
export class OrderLine extends OrderLineSchema.class {
  get total(): string {
    return fromCents(totalCents(this));
  }
}

OrderLineSchema.setClass(OrderLine);
export { OrderLineSchema };

/** The exact sum of lines, as a decimal text. */
export function totalOf(lines: readonly AmountLine[]): string {
  return fromCents(lines.reduce((sum, line) => sum + totalCents(line), 0n));
}

interface AmountLine {
  readonly quantity: number;
  readonly price: string;
}

function totalCents({ quantity, price }: AmountLine): bigint {
  return BigInt(quantity) * toCents(price);
}
