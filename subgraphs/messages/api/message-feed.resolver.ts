import { Args, ArgsType, Ctx, Field, ID, Int, Query, Resolver } from 'type-graphql';

import { LiveField } from '../../../kernel/graphql/index.ts';
import type { Message as StoredMessage } from '../entities/message.entity.ts';
import type { Feed } from '../services/feed-rules.ts';
import { FeedArgs, toFeedRequest } from './feed.ts';
import { Message, MessageFeed } from './message.type.ts';
import type { MessagesContext } from './messages.context.ts';

@ArgsType()
class MessageAddedArgs {
  @Field(() => ID)
  chatId!: string;

  @Field(() => Int, { nullable: true, description: 'Begins after this message; with what comes next unless told.' })
  afterSeq?: number | null;
}

@ArgsType()
class MessageChangedArgs {
  @Field(() => ID)
  chatId!: string;

  @Field(() => Int, { nullable: true, description: 'Begins after this revision; with what comes next unless told.' })
  afterRevision?: number | null;
}

@Resolver()
export class MessageFeedResolver {
  @Query(() => MessageFeed, {
    nullable: true,
    description: 'The messages of a chat after a number, for whoever follows it; null where the viewer is not in it.',
  })
  messageFeed(
    @Args(() => FeedArgs) args: FeedArgs,
    @Ctx() { feeds }: MessagesContext,
  ): Promise<Feed<StoredMessage> | null> {
    return feeds.messages(args.chatId, toFeedRequest(args));
  }

  @Query(() => MessageFeed, {
    nullable: true,
    description:
      'The messages of a chat that were edited or deleted after a revision, each once, by their latest; null where the viewer is not in it.',
  })
  messageChangeFeed(
    @Args(() => FeedArgs) args: FeedArgs,
    @Ctx() { feeds }: MessagesContext,
  ): Promise<Feed<StoredMessage> | null> {
    return feeds.changes(args.chatId, toFeedRequest(args));
  }

  @LiveField(() => Message, 'Each new message of a chat, in order.')
  messageAdded(@Args(() => MessageAddedArgs) _args: MessageAddedArgs): void {
    // Served by the gateway.
  }

  @LiveField(() => Message, 'Each message of a chat that is edited or deleted, as it is then.')
  messageChanged(@Args(() => MessageChangedArgs) _args: MessageChangedArgs): void {
    // Served by the gateway.
  }
}
