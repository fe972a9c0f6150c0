import { Field, ID, InputType } from 'type-graphql';

import type { SendMessageRequest } from '../services/message.service.ts';
import type { EditMessageRequest } from '../services/revision.service.ts';

const TEXT = '1 to 4,096 characters, at least one of which can be seen.';

@InputType()
export class SendMessageInput implements SendMessageRequest {
  @Field(() => ID)
  chatId!: string;

  @Field(() => String, { description: TEXT })
  text!: string;

  @Field(() => String, {
    description: 'Made by the sender, once a message; makes the call safe to repeat. 1 to 100 characters.',
  })
  clientMessageId!: string;

  @Field(() => ID, {
    nullable: true,
    description: "The sender's own membership of the chat; with another's the chat is not found.",
  })
  membershipId?: string | null;
}

@InputType()
export class EditMessageInput implements EditMessageRequest {
  @Field(() => ID)
  messageId!: string;

  @Field(() => String, { description: TEXT })
  text!: string;
}
