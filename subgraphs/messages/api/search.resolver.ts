import { Arg, Args, Ctx, FieldResolver, ID, Mutation, Query, Resolver, Root } from 'type-graphql';

import { seqCursor, toConnection, type Connection } from '../../../kernel/graphql/index.ts';
import type { MessageSearch as StoredSearch, SearchHit } from '../entities/message-search.ts';
import type { StartSearchOutcome } from '../services/search.service.ts';
import type { MessagesContext } from './messages.context.ts';
import {
  MessageHit,
  MessageHitConnection,
  MessageSearch,
  SearchHitsArgs,
  SearchMessagesArgs,
  StartMessageSearchInput,
  StartMessageSearchResult,
  toDirectFirst,
  toHitsRequest,
} from './search.type.ts';

@Resolver(() => MessageSearch)
export class MessageSearchResolver {
  @Query(() => [MessageHit], {
    description: 'Messages of the chats that the signed-in user is in. For what takes long: startMessageSearch.',
  })
  searchMessages(
    @Args(() => SearchMessagesArgs) args: SearchMessagesArgs,
    @Ctx() { searches }: MessagesContext,
  ): Promise<readonly SearchHit[]> {
    return searches.search(args, toDirectFirst(args));
  }

  @Query(() => MessageSearch, { nullable: true, description: 'A search of the signed-in user, until it expires.' })
  messageSearch(@Arg('id', () => ID) id: string, @Ctx() { searches }: MessagesContext): Promise<StoredSearch | null> {
    return searches.find(id);
  }

  @Mutation(() => StartMessageSearchResult, {
    description: 'Has the chats that the signed-in user is in searched, as a task: ask `messageSearch` how far it is.',
  })
  startMessageSearch(
    @Arg('input', () => StartMessageSearchInput) input: StartMessageSearchInput,
    @Ctx() { searches }: MessagesContext,
  ): Promise<StartSearchOutcome> {
    return searches.start(input);
  }

  @FieldResolver(() => MessageHitConnection, {
    description:
      'At most 100 are kept. Those that are deleted or may not be read any more are left out; none before the end.',
  })
  async hits(
    @Root() search: StoredSearch,
    @Args(() => SearchHitsArgs) args: SearchHitsArgs,
    @Ctx() { searches }: MessagesContext,
  ): Promise<Connection<SearchHit>> {
    return toConnection(await searches.hitsOf(search, toHitsRequest(args)), seqCursor);
  }
}
