import { Arg, Args, Ctx, Mutation, Resolver } from 'type-graphql';

import type { OrderStatus } from '../entities/order.entity.ts';
import type { ChangeOrderOutcome, DeleteOrderOutcome, SetOrderStatusOutcome } from '../services/revision.service.ts';
import { ChangeOrderInput, OrderTargetArgs } from './order.inputs.ts';
import { ChangeOrderResult, DeleteOrderResult, SetOrderStatusResult } from './order.results.ts';
import { OrderStatusEnum } from './order.type.ts';
import type { OrdersContext } from './orders.context.ts';

@Resolver()
export class OrderChangeResolver {
  @Mutation(() => SetOrderStatusResult, {
    description: 'Cancels an order and gives its dishes back to the stock. For its user, and those who run it.',
  })
  cancelOrder(
    @Args(() => OrderTargetArgs) target: OrderTargetArgs,
    @Ctx() { revisions }: OrdersContext,
  ): Promise<SetOrderStatusOutcome> {
    return revisions.setStatus(target, 'CANCELLED');
  }

  @Mutation(() => SetOrderStatusResult, {
    description: 'Moves an order on. In the kitchen step by step, by managers; other orders as an administrator likes.',
  })
  setOrderStatus(
    @Args(() => OrderTargetArgs) target: OrderTargetArgs,
    @Arg('status', () => OrderStatusEnum) status: OrderStatus,
    @Ctx() { revisions }: OrdersContext,
  ): Promise<SetOrderStatusOutcome> {
    return revisions.setStatus(target, status);
  }

  @Mutation(() => ChangeOrderResult, { description: 'Changes several things of an order at once, or nothing.' })
  changeOrder(
    @Arg('input', () => ChangeOrderInput) input: ChangeOrderInput,
    @Ctx() { revisions }: OrdersContext,
  ): Promise<ChangeOrderOutcome> {
    return revisions.change(input);
  }

  @Mutation(() => DeleteOrderResult, {
    description: 'Deletes an order; what was not completed goes back into stock. For administrators.',
  })
  deleteOrder(
    @Args(() => OrderTargetArgs) target: OrderTargetArgs,
    @Ctx() { revisions }: OrdersContext,
  ): Promise<DeleteOrderOutcome> {
    return revisions.remove(target);
  }
}
