import { Arg, Ctx, FieldResolver, Query, Resolver, Root } from 'type-graphql';

import { Decimal } from '../../../kernel/graphql/index.ts';
import type { Order as StoredOrder, OrderWorkflow } from '../entities/order.entity.ts';
import type { OverallOrderTotals, UserOrderTotals } from '../services/order-statistics.service.ts';
import { OrderRevenue, OrderStatistics, UserOrderStatistics } from './order-statistics.type.ts';
import { Order, OrderWorkflowEnum } from './order.type.ts';
import type { OrdersContext } from './orders.context.ts';
import { User } from './user.type.ts';

@Resolver(() => OrderStatistics)
export class OrderStatisticsResolver {
  @Query(() => OrderStatistics, { description: "Of everybody's orders, or those of one workflow. For administrators." })
  orderStatistics(
    @Arg('workflow', () => OrderWorkflowEnum, { nullable: true }) workflow: OrderWorkflow | null | undefined,
    @Ctx() { orderStatistics }: OrdersContext,
  ): Promise<OverallOrderTotals> {
    return orderStatistics.ofEverybody(workflow);
  }

  @FieldResolver(() => OrderRevenue)
  revenue(@Root() { completedAmount, averageAmount }: OverallOrderTotals): OrderRevenue {
    return { total: completedAmount, averageOrderValue: averageAmount };
  }

  @FieldResolver(() => [Order], { description: 'The newest five.' })
  recent(
    @Root() totals: OverallOrderTotals,
    @Ctx() { orderStatistics }: OrdersContext,
  ): Promise<readonly StoredOrder[]> {
    return orderStatistics.recentOfEverybody(totals);
  }
}

@Resolver(() => UserOrderStatistics)
export class UserOrderStatisticsResolver {
  @FieldResolver(() => Decimal, { description: 'The sum of completed orders.' })
  totalSpent(@Root() { completedAmount }: UserOrderTotals): string {
    return completedAmount;
  }

  @FieldResolver(() => [Order], { description: 'The newest five.' })
  recent(@Root() totals: UserOrderTotals, @Ctx() { orderStatistics }: OrdersContext): Promise<readonly StoredOrder[]> {
    return orderStatistics.recentOfUser(totals);
  }
}

@Resolver(() => User)
export class UserStatisticsResolver {
  @FieldResolver(() => UserOrderStatistics, {
    nullable: true,
    description: 'Of the orders of this user, or those of one workflow. For the user and administrators.',
  })
  orderStatistics(
    @Root() { id }: User,
    @Arg('workflow', () => OrderWorkflowEnum, { nullable: true }) workflow: OrderWorkflow | null | undefined,
    @Ctx() { orderStatistics }: OrdersContext,
  ): Promise<UserOrderTotals> {
    return orderStatistics.ofUser(id, workflow);
  }
}
