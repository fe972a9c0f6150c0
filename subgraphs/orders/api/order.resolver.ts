import { Arg, Args, Ctx, FieldResolver, ID, Mutation, Query, Resolver, Root } from 'type-graphql';

import { PageArgs, timeCursor, toConnection, toPageRequest, type Connection } from '../../../kernel/graphql/index.ts';
import type { OrderLine as StoredLine } from '../entities/order-line.entity.ts';
import type { Order as StoredOrder } from '../entities/order.entity.ts';
import type { PlaceOrderOutcome } from '../services/order.service.ts';
import { PlaceOrderInput } from './order.inputs.ts';
import { PlaceOrderResult } from './order.results.ts';
import { Order, OrderConnection, OrderLine } from './order.type.ts';
import type { OrdersContext } from './orders.context.ts';
import { User } from './user.type.ts';

@Resolver(() => Order)
export class OrderResolver {
  @Query(() => Order, { nullable: true, description: 'An order by id, for its user and administrators.' })
  order(@Arg('id', () => ID) id: string, @Ctx() { orders }: OrdersContext): Promise<StoredOrder | null> {
    return orders.byId(id);
  }

  @Mutation(() => PlaceOrderResult, { description: 'Places an order for the signed-in user.' })
  placeOrder(
    @Arg('input', () => PlaceOrderInput) input: PlaceOrderInput,
    @Ctx() { orders }: OrdersContext,
  ): Promise<PlaceOrderOutcome> {
    return orders.place(input);
  }

  @FieldResolver(() => User, { nullable: true, description: 'Who placed it. Orders outlive accounts.' })
  user(@Root() { userId }: StoredOrder): User {
    return { id: userId };
  }

  @FieldResolver(() => [OrderLine])
  lines(@Root() order: StoredOrder, @Ctx() { orders }: OrdersContext): Promise<readonly StoredLine[]> {
    return orders.linesOf(order);
  }
}

@Resolver(() => User)
export class UserOrdersResolver {
  @FieldResolver(() => OrderConnection, {
    nullable: true,
    description: 'Newest first. For the user and administrators.',
  })
  async orders(
    @Root() { id }: User,
    @Args(() => PageArgs) page: PageArgs,
    @Ctx() { orders }: OrdersContext,
  ): Promise<Connection<StoredOrder>> {
    return toConnection(await orders.ofUser(id, toPageRequest(page, timeCursor)), timeCursor);
  }
}
