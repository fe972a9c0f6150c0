import { Field, ID, InputType } from 'type-graphql';

import type { SendMessageRequest } from '../services/message.service.ts';

@InputType()
export class SendMessageInput implements SendMessageRequest {
  @Field(() => ID)
  chatId!: string;

  @Field(() => String, { description: '1 to 4,096 characters.' })
  text!: string;

  @Field(() => String, {
    description: 'Made by the sender, once a message; makes the call safe to repeat. 1 to 100 characters.',
  })
  clientMessageId!: string;
}
