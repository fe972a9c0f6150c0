import { Field, ObjectType } from 'type-graphql';

import { defineResult } from '../../../kernel/graphql/index.ts';
import type { CreateChatOutcome, UpdateChatOutcome } from '../services/chat.service.ts';
import { Chat } from './chat.type.ts';
import { ChatNotFound, ChatRoleTooLow, InvalidChat } from './refusals.type.ts';

@ObjectType()
export class ChatCreated {
  @Field(() => Chat)
  chat!: Chat;
}

@ObjectType({ description: 'The chat as it is now, whether anything of it is another or not.' })
export class ChatUpdated {
  @Field(() => Chat)
  chat!: Chat;
}

export const CreateChatResult = defineResult<CreateChatOutcome['kind']>('CreateChatResult', {
  chat_created: ChatCreated,
  invalid_chat: InvalidChat,
});

export const UpdateChatResult = defineResult<UpdateChatOutcome['kind']>('UpdateChatResult', {
  chat_updated: ChatUpdated,
  invalid_chat: InvalidChat,
  chat_not_found: ChatNotFound,
  role_too_low: ChatRoleTooLow,
});
