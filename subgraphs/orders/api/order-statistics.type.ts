import { Field, Int, ObjectType } from 'type-graphql';

import { Decimal } from '../../../kernel/graphql/index.ts';

@ObjectType({ description: 'How many orders stand where.' })
export class OrderCounts {
  @Field(() => Int)
  pending!: number;

  @Field(() => Int)
  inProgress!: number;

  @Field(() => Int)
  completed!: number;

  @Field(() => Int)
  cancelled!: number;
}

@ObjectType({ description: 'Sums over the orders of one user, exact at this moment.' })
export class UserOrderStatistics {
  @Field(() => Int, { description: 'How many orders there are.' })
  total!: number;

  @Field(() => OrderCounts)
  byStatus!: OrderCounts;
}

@ObjectType({ description: 'What orders are worth.' })
export class OrderRevenue {
  @Field(() => Decimal, { description: 'Of completed orders.' })
  total!: string;

  @Field(() => Decimal, { description: 'Of all orders, whatever their status, rounded half up.' })
  averageOrderValue!: string;
}

@ObjectType({ description: "Sums over everybody's orders, exact at this moment." })
export class OrderStatistics {
  @Field(() => Int, { description: 'How many orders there are.' })
  total!: number;

  @Field(() => OrderCounts)
  byStatus!: OrderCounts;
}
