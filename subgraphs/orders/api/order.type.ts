import { Directive, Field, GraphQLISODateTime, ID, Int, ObjectType } from 'type-graphql';

import { Decimal, defineConnection, defineEnum } from '../../../kernel/graphql/index.ts';
import { ORDER_STATUSES, ORDER_WORKFLOWS, type OrderStatus, type OrderWorkflow } from '../entities/order.entity.ts';

export const OrderStatusEnum = defineEnum('OrderStatus', ORDER_STATUSES, {
  type: 'Where an order stands.',
  values: {
    PENDING: 'Placed; nobody has begun.',
    CANCELLED: 'Its dishes are back in stock.',
  },
});
export const OrderWorkflowEnum = defineEnum('OrderWorkflow', ORDER_WORKFLOWS, {
  type: 'What moves an order on: the clock of the kitchen, or people.',
  values: {
    KITCHEN: 'Of dishes only. The clock moves it on step by step; managers may too. Its user cancels it while PENDING.',
    MANUAL: 'Of anything. Administrators set any status; its user may only cancel it.',
  },
});

@ObjectType({ description: 'One product of an order, at the price it had when it was ordered.' })
export class OrderLine {
  @Field(() => String, { description: 'Of a dish, the name it had.' })
  product!: string;

  @Field(() => Int)
  quantity!: number;

  @Field(() => Decimal, { description: 'Of one piece.' })
  price!: string;

  @Field(() => Decimal, { description: 'The price of all pieces.' })
  total!: string;
}

@ObjectType({
  description: 'What a user ordered. For that user and administrators; of the kitchen, also for managers.',
})
@Directive('@key(fields: "id")')
export class Order {
  @Field(() => ID)
  id!: string;

  @Field(() => Int, { description: 'A short number beside the id.' })
  number!: number;

  @Field(() => OrderStatusEnum)
  status!: OrderStatus;

  @Field(() => OrderWorkflowEnum)
  workflow!: OrderWorkflow;

  @Field(() => Decimal, { description: 'Of all lines.' })
  total!: string;

  @Field(() => String, { description: 'Empty where there are none.' })
  specialRequests!: string;

  @Field(() => Int, {
    description:
      '1 at first, one more after every change, also by the clock. Changes that name an older one are not made.',
  })
  version!: number;

  @Field(() => GraphQLISODateTime)
  createdAt!: Date;

  @Field(() => GraphQLISODateTime)
  updatedAt!: Date;
}

export const OrderConnection = defineConnection('Order', () => Order);
