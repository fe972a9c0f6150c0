import { ArgsType, Field, ID, InputType, Int } from 'type-graphql';

import { Decimal } from '../../../kernel/graphql/index.ts';
import type { OrderStatus, OrderWorkflow } from '../entities/order.entity.ts';
import type { PlaceOrderRequest, RequestedLine } from '../services/order-rules.ts';
import type { ChangeOrderRequest, OrderTarget } from '../services/revision.service.ts';
import { OrderStatusEnum, OrderWorkflowEnum } from './order.type.ts';

const VERSION = 'The version that was read; an order of another one is not changed.';

@InputType({
  description: 'A product with its price, or a dish of the menu at its price there, by its id or its number.',
})
export class OrderLineInput implements RequestedLine {
  @Field(() => String, { nullable: true, description: 'What is on no menu, 1 to 200 characters.' })
  product?: string | null;

  @Field(() => Decimal, { nullable: true, description: 'Of one piece of the product, 0 to 1,000,000. Not for dishes.' })
  price?: string | null;

  @Field(() => ID, { nullable: true, description: 'A dish by id.' })
  dishId?: string | null;

  @Field(() => Int, { nullable: true, description: 'A dish by number.' })
  dishNumber?: number | null;

  @Field(() => Int, { description: '1 to 1,000.' })
  quantity!: number;
}

@InputType()
export class PlaceOrderInput implements PlaceOrderRequest {
  @Field(() => OrderWorkflowEnum, {
    nullable: true,
    description: 'Unless told, KITCHEN where all lines are dishes, otherwise MANUAL. A kitchen order has dishes only.',
  })
  workflow?: OrderWorkflow | null;

  @Field(() => [OrderLineInput], { description: '1 to 100 lines, each dish in one of them.' })
  lines!: OrderLineInput[];

  @Field(() => String, { nullable: true, description: 'At most 2,000 characters.' })
  specialRequests?: string | null;

  @Field(() => String, {
    nullable: true,
    description:
      'Makes the call safe to repeat: the same key of the same user gives the same order. 1 to 200 characters.',
  })
  idempotencyKey?: string | null;
}

@ArgsType()
export class OrderTargetArgs implements OrderTarget {
  @Field(() => ID)
  id!: string;

  @Field(() => Int, { nullable: true, description: VERSION })
  version?: number | null;
}

@InputType({ description: 'What is absent stays as it is.' })
export class ChangeOrderInput implements ChangeOrderRequest {
  @Field(() => ID)
  id!: string;

  @Field(() => Int, {
    nullable: true,
    description: VERSION,
  })
  version?: number | null;

  @Field(() => OrderStatusEnum, { nullable: true, description: 'Where to move it, as `setOrderStatus` does.' })
  status?: OrderStatus | null;

  @Field(() => String, {
    nullable: true,
    description:
      'At most 2,000 characters. The user changes them while the order is PENDING; those who run it at any time.',
  })
  specialRequests?: string | null;

  @Field(() => [OrderLineInput], {
    nullable: true,
    description: 'Take the place of all lines, at the present prices. For administrators, in MANUAL orders.',
  })
  lines?: OrderLineInput[] | null;
}
