import { createUnionType, Field, ObjectType } from 'type-graphql';

import type { FieldProblem } from '../../../kernel/errors/index.ts';
import { FieldProblemType } from '../../../kernel/graphql/index.ts';
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

const CREATE_CHAT_TYPES = { chat_created: ChatCreated, invalid_chat: InvalidChat } as const;

export const CreateChatResult = createUnionType({
  name: 'CreateChatResult',
  types: () => [ChatCreated, InvalidChat] as const,
  resolveType: (outcome) => CREATE_CHAT_TYPES[(outcome as unknown as CreateChatOutcome).kind],
});
