import { Field, ID, ObjectType } from 'type-graphql';

import type { FieldProblem } from '../../../kernel/errors/index.ts';
import { defineResult, FieldProblemType } from '../../../kernel/graphql/index.ts';
import type { SendMessageOutcome } from '../services/message.service.ts';
import { Message } from './message.type.ts';

@ObjectType()
export class MessageSent {
  @Field(() => Message)
  message!: Message;

  @Field(() => Boolean, { description: 'Whether it had been sent before; it is then the first message.' })
  repeated!: boolean;
}

@ObjectType({ description: 'There is no such chat, or the viewer is not in it.' })
export class ChatNotFound {
  @Field(() => ID)
  chatId!: string;
}

@ObjectType()
export class InvalidMessage {
  @Field(() => [FieldProblemType])
  problems!: readonly FieldProblem[];
}

export const SendMessageResult = defineResult<SendMessageOutcome['kind']>('SendMessageResult', {
  message_sent: MessageSent,
  chat_not_found: ChatNotFound,
  invalid_message: InvalidMessage,
});
