import { Directive, Field, GraphQLISODateTime, ID, Int, ObjectType } from 'type-graphql';

import { Decimal, defineConnection, defineEnum } from '../../../kernel/graphql/index.ts';
import { ORDER_STATUSES, ORDER_WORKFLOWS, type OrderStatus, type OrderWorkflow } from '../entities/order.entity.ts';

const OrderStatusEnum = defineEnum('OrderStatus', ORDER_STATUSES, 'Where an order stands.');
const OrderWorkflowEnum = defineEnum(
  'OrderWorkflow',
  ORDER_WORKFLOWS,
  'What moves an order on: the clock of the kitchen, or people.',
);

@ObjectType({ description: 'One product of an order, at the price it had when it was ordered.' })
export class OrderLine {
  @Field(() => String)
  product!: string;

  @Field(() => Int)
  quantity!: number;

  @Field(() => Decimal, { description: 'Of one piece.' })
  price!: string;

  @Field(() => Decimal)
  total!: string;
}

@ObjectType({ description: 'What a user ordered. For that user and administrators.' })
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

  @Field(() => Decimal)
  total!: string;

  @Field(() => String, { description: 'Empty where there are none.' })
  specialRequests!: string;

  @Field(() => GraphQLISODateTime)
  createdAt!: Date;
}

export const OrderConnection = defineConnection('Order', () => Order);
