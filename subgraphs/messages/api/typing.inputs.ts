import { ArgsType, Field, ID, InputType } from 'type-graphql';

import type { SetTypingRequest } from '../services/typing.service.ts';

@InputType()
export class SetTypingInput implements SetTypingRequest {
  @Field(() => ID)
  chatId!: string;

  @Field(() => Boolean)
  isTyping!: boolean;
}

@ArgsType()
export class TypingArgs {
  @Field(() => ID)
  chatId!: string;
}
