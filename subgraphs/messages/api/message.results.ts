import { Directive, Field, GraphQLISODateTime, ID, ObjectType } from 'type-graphql';

import type { FieldProblem } from '../../../kernel/errors/index.ts';
import { defineResult, FieldProblemType } from '../../../kernel/graphql/index.ts';
import type { SendMessageOutcome } from '../services/message.service.ts';
import type { DeleteMessageOutcome, EditMessageOutcome } from '../services/revision.service.ts';
import { Message } from './message.type.ts';

@ObjectType()
export class MessageSent {
  @Field(() => Message)
  message!: Message;

  @Field(() => Boolean, { description: 'Whether it had been sent before; it is then the first message.' })
  repeated!: boolean;
}

@ObjectType({ description: 'There is no such chat, or the viewer is not in it.' })
@Directive('@shareable')
export class ChatNotFound {
  @Field(() => ID)
  chatId!: string;
}

@ObjectType()
export class InvalidMessage {
  @Field(() => [FieldProblemType])
  problems!: readonly FieldProblem[];
}

@ObjectType({ description: 'The message says what was asked for.' })
export class MessageEdited {
  @Field(() => Message)
  message!: Message;
}

@ObjectType({ description: 'The message is deleted, now or since before.' })
export class MessageDeleted {
  @Field(() => Message)
  message!: Message;
}

@ObjectType({ description: 'A deleted message cannot be edited.' })
export class MessageAlreadyDeleted {
  @Field(() => Message)
  message!: Message;
}

@ObjectType({ description: 'There is no such message, or the viewer is not in its chat.' })
export class MessageNotFound {
  @Field(() => ID)
  messageId!: string;
}

@ObjectType({ description: 'What others said is not for the viewer to change.' })
export class NotYourMessage {
  @Field(() => ID)
  messageId!: string;
}

@ObjectType({ description: 'The message is too old to be edited.' })
export class EditWindowClosed {
  @Field(() => GraphQLISODateTime)
  closedAt!: Date;
}

export const SendMessageResult = defineResult<SendMessageOutcome['kind']>('SendMessageResult', {
  message_sent: MessageSent,
  chat_not_found: ChatNotFound,
  invalid_message: InvalidMessage,
});

export const EditMessageResult = defineResult<EditMessageOutcome['kind']>('EditMessageResult', {
  message_edited: MessageEdited,
  message_already_deleted: MessageAlreadyDeleted,
  message_not_found: MessageNotFound,
  not_your_message: NotYourMessage,
  edit_window_closed: EditWindowClosed,
  invalid_message: InvalidMessage,
});

export const DeleteMessageResult = defineResult<DeleteMessageOutcome['kind']>('DeleteMessageResult', {
  message_deleted: MessageDeleted,
  message_not_found: MessageNotFound,
  not_your_message: NotYourMessage,
});
