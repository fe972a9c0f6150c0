import { Field, ObjectType } from 'type-graphql';

import { defineResult } from '../../../kernel/graphql/index.ts';
import type { SetTypingOutcome } from '../services/typing.service.ts';
import { Chat } from './chat.type.ts';
import { ChatNotFound } from './message.results.ts';

@ObjectType()
export class TypingSet {
  @Field(() => Boolean)
  isTyping!: boolean;

  @Field(() => Chat)
  chat!: Chat;
}

export const SetTypingResult = defineResult<SetTypingOutcome['kind']>('SetTypingResult', {
  typing_set: TypingSet,
  chat_not_found: ChatNotFound,
});
