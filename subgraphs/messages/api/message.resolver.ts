import { Arg, Args, Ctx, FieldResolver, Mutation, Resolver, Root } from 'type-graphql';

import { PageArgs, seqCursor, toConnection, toPageRequest, type Connection } from '../../../kernel/graphql/index.ts';
import type { Message as StoredMessage } from '../entities/message.entity.ts';
import type { SendMessageOutcome } from '../services/message.service.ts';
import { Chat } from './chat.type.ts';
import { SendMessageInput } from './message.inputs.ts';
import { SendMessageResult } from './message.results.ts';
import { Message, MessageConnection } from './message.type.ts';
import type { MessagesContext } from './messages.context.ts';
import { User } from './user.type.ts';

@Resolver(() => Message)
export class MessageResolver {
  @Mutation(() => SendMessageResult, { description: 'Says something in a chat that the signed-in user is in.' })
  sendMessage(
    @Arg('input', () => SendMessageInput) input: SendMessageInput,
    @Ctx() { messages }: MessagesContext,
  ): Promise<SendMessageOutcome> {
    return messages.send(input);
  }

  @FieldResolver(() => Chat)
  chat(@Root() { chatId }: StoredMessage): Chat {
    return { id: chatId };
  }

  @FieldResolver(() => User, { nullable: true, description: 'Null once the account is gone.' })
  author(@Root() { authorId }: StoredMessage): User | null {
    return typeof authorId === 'string' ? { id: authorId } : null;
  }
}

@Resolver(() => Chat)
export class ChatMessagesResolver {
  @FieldResolver(() => MessageConnection, { nullable: true, description: 'Oldest first.' })
  async messages(
    @Root() { id }: Chat,
    @Args(() => PageArgs) page: PageArgs,
    @Ctx() { messages }: MessagesContext,
  ): Promise<Connection<StoredMessage>> {
    return toConnection(await messages.ofChat(id, toPageRequest(page, seqCursor)), seqCursor);
  }
}
