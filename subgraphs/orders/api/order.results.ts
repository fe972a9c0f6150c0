import { Field, ID, Int, ObjectType } from 'type-graphql';

import type { FieldProblem } from '../../../kernel/errors/index.ts';
import { defineResult, FieldProblemType } from '../../../kernel/graphql/index.ts';
import type { OrderStatus } from '../entities/order.entity.ts';
import type { PlaceOrderOutcome } from '../services/placement.service.ts';
import type { ChangeOrderOutcome, DeleteOrderOutcome, SetOrderStatusOutcome } from '../services/revision.service.ts';
import { Dish } from './dish.type.ts';
import { Order, OrderStatusEnum } from './order.type.ts';

@ObjectType()
export class OrderPlaced {
  @Field(() => Order)
  order!: Order;

  @Field(() => Boolean, { description: 'Whether this key had placed the order before.' })
  repeated!: boolean;
}

@ObjectType({ description: 'The key was used before, for an order with another content.' })
export class OrderKeyReused {
  @Field(() => Order, { description: 'What the key had placed.' })
  order!: Order;
}

@ObjectType()
export class InvalidOrder {
  @Field(() => [FieldProblemType])
  problems!: readonly FieldProblem[];
}

@ObjectType({ description: 'Dishes that are not there, or not on the menu any more, by the names they were given.' })
export class DishesNotFound {
  @Field(() => [ID])
  dishIds!: readonly string[];

  @Field(() => [Int])
  dishNumbers!: readonly number[];
}

@ObjectType({ description: 'A dish of which there is not enough.' })
export class StockShortage {
  @Field(() => Dish)
  dish!: Dish;

  @Field(() => Int, { description: 'How many more the order would take.' })
  wanted!: number;

  @Field(() => Int, { description: 'How many there are.' })
  left!: number;
}

@ObjectType({ description: 'There is not enough of some dishes; nothing was taken, nothing changed.' })
export class InsufficientStock {
  @Field(() => [StockShortage])
  shortages!: readonly StockShortage[];
}

@ObjectType()
export class OrderChanged {
  @Field(() => Order)
  order!: Order;
}

@ObjectType()
export class OrderDeleted {
  @Field(() => Order, { description: 'As it was.' })
  order!: Order;
}

@ObjectType({ description: 'There is no such order.' })
export class OrderNotFound {
  @Field(() => ID)
  id!: string;
}

@ObjectType({
  description: 'The order has changed since it was read; nothing was done. Look at it, and try again with its version.',
})
export class OrderVersionConflict {
  @Field(() => Order, { description: 'As it is now.' })
  order!: Order;
}

@ObjectType({ description: 'An order of this workflow does not go this way, or not by this user.' })
export class IllegalTransition {
  @Field(() => OrderStatusEnum)
  from!: OrderStatus;

  @Field(() => OrderStatusEnum)
  to!: OrderStatus;

  @Field(() => [OrderStatusEnum], { description: 'Where this user may move the order; empty where nowhere.' })
  allowed!: readonly OrderStatus[];
}

export const PlaceOrderResult = defineResult<PlaceOrderOutcome['kind']>('PlaceOrderResult', {
  order_placed: OrderPlaced,
  invalid_order: InvalidOrder,
  dishes_not_found: DishesNotFound,
  insufficient_stock: InsufficientStock,
  order_key_reused: OrderKeyReused,
});

export const SetOrderStatusResult = defineResult<SetOrderStatusOutcome['kind']>('SetOrderStatusResult', {
  order_changed: OrderChanged,
  order_not_found: OrderNotFound,
  illegal_transition: IllegalTransition,
  order_version_conflict: OrderVersionConflict,
  insufficient_stock: InsufficientStock,
});

export const ChangeOrderResult = defineResult<ChangeOrderOutcome['kind']>('ChangeOrderResult', {
  order_changed: OrderChanged,
  order_not_found: OrderNotFound,
  illegal_transition: IllegalTransition,
  order_version_conflict: OrderVersionConflict,
  insufficient_stock: InsufficientStock,
  invalid_order: InvalidOrder,
  dishes_not_found: DishesNotFound,
});

export const DeleteOrderResult = defineResult<DeleteOrderOutcome['kind']>('DeleteOrderResult', {
  order_deleted: OrderDeleted,
  order_not_found: OrderNotFound,
  order_version_conflict: OrderVersionConflict,
});
