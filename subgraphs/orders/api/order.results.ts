import { createUnionType, Field, ObjectType } from 'type-graphql';

import type { FieldProblem } from '../../../kernel/errors/index.ts';
import { FieldProblemType } from '../../../kernel/graphql/index.ts';
import type { PlaceOrderOutcome } from '../services/order.service.ts';
import { Order } from './order.type.ts';

@ObjectType()
export class OrderPlaced {
  @Field(() => Order)
  order!: Order;

  @Field(() => Boolean, { description: 'Whether this key had placed the order before.' })
  repeated!: boolean;
}

@ObjectType()
export class InvalidOrder {
  @Field(() => [FieldProblemType])
  problems!: readonly FieldProblem[];
}

const PLACE_ORDER_TYPES = { order_placed: OrderPlaced, invalid_order: InvalidOrder } as const;

export const PlaceOrderResult = createUnionType({
  name: 'PlaceOrderResult',
  types: () => [OrderPlaced, InvalidOrder] as const,
  resolveType: (outcome) => PLACE_ORDER_TYPES[(outcome as unknown as PlaceOrderOutcome).kind],
});
