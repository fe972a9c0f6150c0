import { Field, InputType, Int } from 'type-graphql';

import { Decimal } from '../../../kernel/graphql/index.ts';
import type { NewLine } from '../entities/place-order.ts';
import type { PlaceOrderRequest } from '../services/order-rules.ts';

@InputType()
export class OrderLineInput implements NewLine {
  @Field(() => String, { description: '1 to 200 characters.' })
  product!: string;

  @Field(() => Int, { description: '1 to 1,000.' })
  quantity!: number;

  @Field(() => Decimal, { description: 'Of one piece, 0 to 1,000,000.' })
  price!: string;
}

@InputType()
export class PlaceOrderInput implements PlaceOrderRequest {
  @Field(() => [OrderLineInput], { description: '1 to 100 lines.' })
  lines!: OrderLineInput[];

  @Field(() => String, { nullable: true, description: 'At most 2,000 characters.' })
  specialRequests?: string | null;

  @Field(() => String, {
    nullable: true,
    description: 'Makes the call safe to repeat: the same key gives the same order.',
  })
  idempotencyKey?: string | null;
}
