import { Args, Ctx, FieldResolver, Int, Resolver, Root } from 'type-graphql';

import type { Message as StoredMessage } from '../entities/message.entity.ts';
import { Chat } from './chat.type.ts';
import { toHistoryQuestion } from './history-question.ts';
import { HistoryArgs, MessageConnection, toMessageConnection } from './history.type.ts';
import { Message } from './message.type.ts';
import type { MessagesContext } from './messages.context.ts';

@Resolver(() => Chat)
export class ChatMessagesResolver {
  @FieldResolver(() => MessageConnection, {
    nullable: true,
    description: 'Oldest first, whichever part of them is asked for.',
  })
  async messages(
    @Root() { id }: Chat,
    @Args(() => HistoryArgs) args: HistoryArgs,
    @Ctx() { history }: MessagesContext,
  ): Promise<MessageConnection> {
    return toMessageConnection(await history.ofChat(id, toHistoryQuestion(args)));
  }

  @FieldResolver(() => Message, { nullable: true, description: 'The newest one, deleted or not.' })
  lastMessage(@Root() { id }: Chat, @Ctx() { history }: MessagesContext): Promise<StoredMessage | null> {
    return history.lastMessageOf(id);
  }

  @FieldResolver(() => Int, { nullable: true, description: 'The number of the newest message; 0 before the first.' })
  lastSeq(@Root() { id }: Chat, @Ctx() { history }: MessagesContext): Promise<number> {
    return history.lastSeqOf(id);
  }
}
