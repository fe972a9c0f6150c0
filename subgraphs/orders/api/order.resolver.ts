import { Arg, Ctx, FieldResolver, ID, Int, Mutation, Query, Resolver, Root } from 'type-graphql';

import type { Dish as StoredDish } from '../entities/dish.entity.ts';
import type { OrderLine as StoredLine } from '../entities/order-line.entity.ts';
import type { OrderStatus, Order as StoredOrder } from '../entities/order.entity.ts';
import type { PlaceOrderOutcome } from '../services/placement.service.ts';
import { Dish } from './dish.type.ts';
import { PlaceOrderInput } from './order.inputs.ts';
import { PlaceOrderResult } from './order.results.ts';
import { Order, OrderLine, OrderStatusEnum } from './order.type.ts';
import type { OrdersContext } from './orders.context.ts';
import { User } from './user.type.ts';

const SEEN_BY =
  'for its user and administrators; of the kitchen, also for managers. Others are refused with FORBIDDEN.';

@Resolver(() => Order)
export class OrderResolver {
  @Query(() => Order, { nullable: true, description: `An order by id, ${SEEN_BY}` })
  order(@Arg('id', () => ID) id: string, @Ctx() { orders }: OrdersContext): Promise<StoredOrder | null> {
    return orders.byId(id);
  }

  @Query(() => Order, { nullable: true, description: `An order by number, ${SEEN_BY}` })
  orderByNumber(
    @Arg('number', () => Int) number: number,
    @Ctx() { orders }: OrdersContext,
  ): Promise<StoredOrder | null> {
    return orders.byNumber(number);
  }

  @Mutation(() => PlaceOrderResult, {
    description: 'Places an order for the signed-in user and takes its dishes out of stock, or does nothing.',
  })
  placeOrder(
    @Arg('input', () => PlaceOrderInput) input: PlaceOrderInput,
    @Ctx() { placement }: OrdersContext,
  ): Promise<PlaceOrderOutcome> {
    return placement.place(input);
  }

  @FieldResolver(() => User, { nullable: true, description: 'Who placed it. Orders outlive accounts.' })
  user(@Root() { userId }: StoredOrder): User {
    return { id: userId };
  }

  @FieldResolver(() => [OrderStatusEnum], {
    description: 'Where you may move it now: by `setOrderStatus`, or to CANCELLED by `cancelOrder`.',
  })
  nextStatuses(@Root() order: StoredOrder, @Ctx() { orders }: OrdersContext): readonly OrderStatus[] {
    return orders.nextStatuses(order);
  }

  @FieldResolver(() => [OrderLine])
  lines(@Root() order: StoredOrder, @Ctx() { orders }: OrdersContext): Promise<readonly StoredLine[]> {
    return orders.linesOf(order);
  }
}

@Resolver(() => OrderLine)
export class OrderLineResolver {
  @FieldResolver(() => Dish, { nullable: true, description: 'As it is now; null for a product that is on no menu.' })
  dish(@Root() line: StoredLine, @Ctx() { dishes }: OrdersContext): Promise<StoredDish | null> {
    return dishes.ofLine(line);
  }
}
