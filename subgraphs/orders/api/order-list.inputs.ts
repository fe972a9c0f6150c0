import { ArgsType, Field, GraphQLISODateTime, ID, InputType } from 'type-graphql';

import { Decimal, defineEnum, OffsetArgs, PageArgs } from '../../../kernel/graphql/index.ts';
import { ORDER_SORT_DIRECTIONS, ORDER_SORT_FIELDS, type OrderSort } from '../entities/order-selection.ts';
import type { OrderStatus, OrderWorkflow } from '../entities/order.entity.ts';
import type { OrderFilter, OverallOrderQuery } from '../services/order-list.service.ts';
import { OrderStatusEnum, OrderWorkflowEnum } from './order.type.ts';

const OrderSortFieldEnum = defineEnum('OrderSortField', ORDER_SORT_FIELDS, 'By what a list of orders is sorted.');
const OrderSortDirectionEnum = defineEnum('OrderSortDirection', ORDER_SORT_DIRECTIONS, 'Upwards or downwards.');

@InputType('OrderSort', { description: 'The order of a list; newest first unless told.' })
export class OrderSortInput implements OrderSort {
  @Field(() => OrderSortFieldEnum, { defaultValue: 'CREATED_AT' })
  field!: OrderSort['field'];

  @Field(() => OrderSortDirectionEnum, { defaultValue: 'DESC' })
  direction!: OrderSort['direction'];
}

@InputType('OrderFilter', { description: 'Which orders of a user a list has; what is absent excludes none.' })
export class OrderFilterInput implements OrderFilter {
  @Field(() => [OrderStatusEnum], { nullable: true, description: 'One of these; an empty list has no orders.' })
  status?: OrderStatus[] | null;

  @Field(() => OrderWorkflowEnum, { nullable: true, description: 'All unless told.' })
  workflow?: OrderWorkflow | null;

  @Field(() => Decimal, { nullable: true, description: 'This total or more.' })
  minTotal?: string | null;

  @Field(() => Decimal, { nullable: true, description: 'This total or less.' })
  maxTotal?: string | null;

  @Field(() => GraphQLISODateTime, { nullable: true, description: 'Placed at this time or later.' })
  createdAfter?: Date | null;

  @Field(() => GraphQLISODateTime, { nullable: true, description: 'Placed before this time.' })
  createdBefore?: Date | null;
}

@InputType('OverallOrderFilter', { description: "Which of everybody's orders a list has." })
export class OverallOrderFilterInput extends OrderFilterInput {
  @Field(() => ID, { nullable: true, description: 'Placed by this user.' })
  userId?: string | null;
}

const NEWEST_FIRST: OrderSort = { field: 'CREATED_AT', direction: 'DESC' };

@ArgsType()
export class OrderListArgs extends PageArgs {
  @Field(() => OrderFilterInput, { nullable: true })
  filter?: OrderFilterInput | null;

  @Field(() => OrderSortInput, { nullable: true })
  sort?: OrderSortInput | null;
}

@ArgsType()
export class OverallOrderListArgs extends PageArgs {
  @Field(() => OverallOrderFilterInput, { nullable: true })
  filter?: OverallOrderFilterInput | null;

  @Field(() => OrderSortInput, { nullable: true })
  sort?: OrderSortInput | null;
}

@ArgsType()
export class OrderPageArgs extends OffsetArgs {
  @Field(() => OrderFilterInput, { nullable: true })
  filter?: OrderFilterInput | null;

  @Field(() => OrderSortInput, { nullable: true })
  sort?: OrderSortInput | null;
}

@ArgsType()
export class OverallOrderPageArgs extends OffsetArgs {
  @Field(() => OverallOrderFilterInput, { nullable: true })
  filter?: OverallOrderFilterInput | null;

  @Field(() => OrderSortInput, { nullable: true })
  sort?: OrderSortInput | null;
}

/** What arguments of any of these lists ask for. */
export function toOrderQuery({ filter, sort }: Pick<OverallOrderListArgs, 'filter' | 'sort'>): OverallOrderQuery {
  return { filter: filter ?? {}, sort: sort ?? NEWEST_FIRST };
}
