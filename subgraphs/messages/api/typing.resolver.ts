import { Arg, Args, Ctx, FieldResolver, Mutation, Query, Resolver, Root } from 'type-graphql';

import { LiveField } from '../../../kernel/graphql/index.ts';
import type { SetTypingOutcome } from '../services/typing.service.ts';
import { Chat } from './chat.type.ts';
import type { MessagesContext } from './messages.context.ts';
import { SetTypingInput, TypingArgs } from './typing.inputs.ts';
import { SetTypingResult, TypingSet } from './typing.results.ts';
import { User } from './user.type.ts';

@Resolver(() => TypingSet)
export class TypingResolver {
  @Mutation(() => SetTypingResult, {
    description:
      'Says that the signed-in user types in a chat, to be said again every 3 seconds or so: after 6 seconds it is over.',
  })
  setTyping(
    @Arg('input', () => SetTypingInput) input: SetTypingInput,
    @Ctx() { typing }: MessagesContext,
  ): Promise<SetTypingOutcome> {
    return typing.set(input);
  }

  @Query(() => [User], {
    nullable: true,
    description: 'Who types in a chat now, without the viewer; at most 100. Null for a chat that the viewer is not in.',
  })
  async typing(
    @Args(() => TypingArgs) { chatId }: TypingArgs,
    @Ctx() { typing }: MessagesContext,
  ): Promise<User[] | null> {
    return (await typing.of(chatId))?.map((id) => ({ id })) ?? null;
  }

  @FieldResolver(() => Chat)
  chat(@Root() { chatId }: { readonly chatId: string }): Chat {
    return { id: chatId };
  }
}

@Resolver()
export class TypingStream {
  @LiveField(() => [User], 'Who types in a chat, without the viewer: as it is now, and after each change.')
  typing(@Args(() => TypingArgs) _args: TypingArgs): void {}
}
