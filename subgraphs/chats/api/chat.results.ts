import { Field, ObjectType } from 'type-graphql';

import type { FieldProblem } from '../../../kernel/errors/index.ts';
import { defineResult, FieldProblemType } from '../../../kernel/graphql/index.ts';
import type { CreateChatOutcome } from '../services/chat.service.ts';
import { Chat } from './chat.type.ts';

@ObjectType()
export class ChatCreated {
  @Field(() => Chat)
  chat!: Chat;
}

@ObjectType()
export class InvalidChat {
  @Field(() => [FieldProblemType])
  problems!: readonly FieldProblem[];
}

export const CreateChatResult = defineResult<CreateChatOutcome['kind']>('CreateChatResult', {
  chat_created: ChatCreated,
  invalid_chat: InvalidChat,
});
