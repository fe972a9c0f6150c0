import { Field, InputType, registerEnumType } from 'type-graphql';

import type { Door } from '../services/processing.service.ts';

export const DoorEnum = { ANY: 'ANY', FREE: 'FREE', PAID: 'PAID' } as const satisfies { readonly [D in Door]: D };
registerEnumType(DoorEnum, {
  name: 'Door',
  description:
    'What the caller insists on: ANY takes whichever provider is right; FREE and PAID answer Redirected where the message belongs to the other door.',
});

@InputType()
export class ProcessMessageInput {
  @Field(() => String)
  text!: string;

  @Field(() => String, {
    nullable: true,
    description:
      'Repeating a request with the same key gives the same answer and costs nothing. Without a key every request is a new one.',
  })
  idempotencyKey?: string | null;

  @Field(() => DoorEnum, { defaultValue: 'ANY' })
  door!: Door;
}
