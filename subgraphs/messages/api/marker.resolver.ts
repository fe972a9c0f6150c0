import { Arg, Args, Ctx, FieldResolver, Int, Mutation, Query, Resolver, Root } from 'type-graphql';

import { LiveField, PageArgs, toConnection, toPageRequest, type Connection } from '../../../kernel/graphql/index.ts';
import type { ReadMarker as StoredMarker } from '../entities/read-marker.ts';
import type { Feed } from '../services/feed-rules.ts';
import type { MarkReadOutcome } from '../services/marker.service.ts';
import { Chat } from './chat.type.ts';
import { FeedArgs, toFeedRequest } from './feed.ts';
import { MarkReadInput, ReadMarkerMovedArgs } from './marker.inputs.ts';
import { MarkReadResult } from './marker.results.ts';
import { markerCursor, ReadMarker, ReadMarkerConnection, ReadMarkerFeed } from './marker.type.ts';
import type { MessagesContext } from './messages.context.ts';
import { User } from './user.type.ts';

@Resolver(() => ReadMarker)
export class ReadMarkerResolver {
  @Mutation(() => MarkReadResult, {
    description: 'Says that the signed-in user has read a chat up to a message. A smaller number changes nothing.',
  })
  markRead(
    @Arg('input', () => MarkReadInput) input: MarkReadInput,
    @Ctx() { markers }: MessagesContext,
  ): Promise<MarkReadOutcome> {
    return markers.markRead(input);
  }

  @Query(() => ReadMarkerFeed, {
    nullable: true,
    description:
      'The moves of read markers after a `version`, each marker once, at its last. Null for a chat that the viewer is not in.',
  })
  readMarkerFeed(
    @Args(() => FeedArgs) args: FeedArgs,
    @Ctx() { markers }: MessagesContext,
  ): Promise<Feed<StoredMarker> | null> {
    return markers.feed(args.chatId, toFeedRequest(args));
  }

  @LiveField(() => ReadMarker, 'Each read marker of a chat that moves, for its members.')
  readMarkerMoved(@Args(() => ReadMarkerMovedArgs) _args: ReadMarkerMovedArgs): void {}

  @FieldResolver(() => Chat)
  chat(@Root() { chatId }: StoredMarker): Chat {
    return { id: chatId };
  }

  @FieldResolver(() => User)
  user(@Root() { userId }: StoredMarker): User {
    return { id: userId };
  }
}

@Resolver(() => Chat)
export class ChatMarkersResolver {
  @FieldResolver(() => ReadMarkerConnection, {
    nullable: true,
    description:
      'How far members have read, in the order of their ids; of those only who have read anything. For members.',
  })
  async readMarkers(
    @Root() { id }: Chat,
    @Args(() => PageArgs) page: PageArgs,
    @Ctx() { markers }: MessagesContext,
  ): Promise<Connection<StoredMarker> | null> {
    const found = await markers.ofChat(id, toPageRequest(page, markerCursor));
    return found === null ? null : toConnection(found, markerCursor);
  }

  @FieldResolver(() => ReadMarker, {
    nullable: true,
    description: 'How far the signed-in user has read; null before that.',
  })
  myReadMarker(@Root() { id }: Chat, @Ctx() { markers }: MessagesContext): Promise<StoredMarker | null> {
    return markers.mine(id);
  }

  @FieldResolver(() => Int, {
    nullable: true,
    description:
      'How many messages of others come after the read marker of the signed-in user; deleted ones are not counted. For members.',
  })
  unreadCount(@Root() { id }: Chat, @Ctx() { markers }: MessagesContext): Promise<number | null> {
    return markers.countUnread(id);
  }
}
