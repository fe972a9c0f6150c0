import { Args, Ctx, FieldResolver, Query, Resolver, Root } from 'type-graphql';

import { defineOffsetPage, toOffsetRequest, type Connection } from '../../../kernel/graphql/index.ts';
import type { OffsetPage } from '../../../kernel/pagination/index.ts';
import type { Order as StoredOrder } from '../entities/order.entity.ts';
import { readOrders } from './order-list.cursor.ts';
import {
  OrderListArgs,
  OrderPageArgs,
  OverallOrderListArgs,
  OverallOrderPageArgs,
  toOrderQuery,
} from './order-list.inputs.ts';
import { Order, OrderConnection } from './order.type.ts';
import type { OrdersContext } from './orders.context.ts';
import { User } from './user.type.ts';

const OrderPage = defineOffsetPage('Order', () => Order);

@Resolver()
export class OrderListResolver {
  @Query(() => OrderConnection, {
    description:
      "Everybody's orders, newest first unless told. For administrators; managers see those of the kitchen, and are refused others.",
  })
  orders(
    @Args(() => OverallOrderListArgs) args: OverallOrderListArgs,
    @Ctx() { orderLists }: OrdersContext,
  ): Promise<Connection<StoredOrder>> {
    const query = toOrderQuery(args);
    return readOrders(args, query.sort, (page) => orderLists.ofEverybody(query, page));
  }

  @Query(() => OrderPage, {
    description: 'As `orders`, by places and with the size of the whole list. Cursors are quicker far down a list.',
  })
  orderPage(
    @Args(() => OverallOrderPageArgs) args: OverallOrderPageArgs,
    @Ctx() { orderLists }: OrdersContext,
  ): Promise<OffsetPage<StoredOrder>> {
    return orderLists.placesOfEverybody(toOrderQuery(args), toOffsetRequest(args));
  }
}

@Resolver(() => User)
export class UserOrderListResolver {
  @FieldResolver(() => OrderConnection, {
    nullable: true,
    description: 'What the user has ordered, newest first unless told. For the user and administrators.',
  })
  orders(
    @Root() { id }: User,
    @Args(() => OrderListArgs) args: OrderListArgs,
    @Ctx() { orderLists }: OrdersContext,
  ): Promise<Connection<StoredOrder>> {
    const query = toOrderQuery(args);
    return readOrders(args, query.sort, (page) => orderLists.ofUser(id, query, page));
  }

  @FieldResolver(() => OrderPage, {
    nullable: true,
    description: 'As `orders`, by places and with the size of the whole list. For the user and administrators.',
  })
  orderPage(
    @Root() { id }: User,
    @Args(() => OrderPageArgs) args: OrderPageArgs,
    @Ctx() { orderLists }: OrdersContext,
  ): Promise<OffsetPage<StoredOrder>> {
    return orderLists.placesOfUser(id, toOrderQuery(args), toOffsetRequest(args));
  }
}
