import { defineEntity, p } from '@mikro-orm/core';

/** Where an order stands, whatever a door calls it. */
export const ORDER_STATUSES = ['PENDING', 'IN_PROGRESS', 'COMPLETED', 'CANCELLED'] as const;
export type OrderStatus = (typeof ORDER_STATUSES)[number];

/** What moves an order on: the kitchen's clock, or people. */
export const ORDER_WORKFLOWS = ['KITCHEN', 'MANUAL'] as const;
export type OrderWorkflow = (typeof ORDER_WORKFLOWS)[number];

const OrderSchema = defineEntity({
  name: 'Order',
  tableName: 'customer_order',
  properties: {
    id: p.uuid().primary(),
    number: p.integer().generated('always as identity'),
    userId: p.uuid(),
    status: p.text().$type<OrderStatus>(),
    workflow: p.text().$type<OrderWorkflow>(),
    total: p.decimal(),
    specialRequests: p.text(),
    idempotencyKey: p.text().nullable(),
    /** Of what was asked for under the key; null for orders without a key, and for those older than this column. */
    requestHash: p.text().nullable(),
    /** From 1; one more after every change. */
    version: p.integer(),
    createdAt: p.datetime(3),
    updatedAt: p.datetime(3),
  },
});

/** What a user ordered. Its lines are rows of their own and never change without it. */
export class Order extends OrderSchema.class {}

OrderSchema.setClass(Order);
export { OrderSchema };
