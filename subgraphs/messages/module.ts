import { openCache } from '../../kernel/cache/index.ts';
import { defineSubgraph } from '../../kernel/subgraph/index.ts';
import { createAnnouncer } from './announcer.ts';
import { ChatMessagesResolver } from './api/chat-messages.resolver.ts';
import { ChatMarkersResolver, ReadMarkerResolver } from './api/marker.resolver.ts';
import { MessageFeedResolver } from './api/message-feed.resolver.ts';
import { MessageResolver } from './api/message.resolver.ts';
import type { MessagesContext } from './api/messages.context.ts';
import { MessageSearchResolver } from './api/search.resolver.ts';
import { TypingResolver, TypingStream } from './api/typing.resolver.ts';
import { askChatScope } from './ask-chat-scope.ts';
import { askMembership } from './ask-membership.ts';
import { CachedFirstPages } from './database/cached-first-page.repository.ts';
import { migrations } from './database/migrations/index.ts';
import { SqlAnnouncementRepository } from './database/sql-announcement.repository.ts';
import { SqlAuthorRepository } from './database/sql-author.repository.ts';
import { SqlChatCounterRepository } from './database/sql-chat-counter.repository.ts';
import { SqlFeedRepository } from './database/sql-feed.repository.ts';
import { SqlHistoryRepository } from './database/sql-history.repository.ts';
import { SqlMarkerAnnouncementRepository } from './database/sql-marker-announcement.repository.ts';
import { SqlMarkerRepository } from './database/sql-marker.repository.ts';
import { SqlMessageFinder } from './database/sql-message-finder.ts';
import { SqlMessageSearchRepository } from './database/sql-message-search.repository.ts';
import { SqlMessageRepository } from './database/sql-message.repository.ts';
import { SqlRevisionRepository } from './database/sql-revision.repository.ts';
import { MessageEditSchema } from './entities/message-edit.entity.ts';
import { MessageSchema } from './entities/message.entity.ts';
import { createMarkerAnnouncer } from './marker-announcer.ts';
import { onceAtATime } from './once-at-a-time.ts';
import { openTyping } from './open-typing.ts';
import { createSearchJobs, searchTasks } from './search-jobs.ts';
import { FeedService } from './services/feed.service.ts';
import { HistoryService } from './services/history.service.ts';
import { MarkerService } from './services/marker.service.ts';
import { MessageService } from './services/message.service.ts';
import { ReadBudget } from './services/read-budget.ts';
import { RevisionService } from './services/revision.service.ts';
import { SearchTaskService } from './services/search-task.service.ts';
import { SearchService } from './services/search.service.ts';
import { TypingService } from './services/typing.service.ts';
import { createTellChats } from './tell-chats.ts';
import { createTellTyping } from './tell-typing.ts';

interface Reference {
  readonly id: string;
}

export const messages = defineSubgraph<MessagesContext>({
  name: 'messages',
  hasJobs: true,
  entities: [MessageSchema, MessageEditSchema],
  migrations,
  resolvers: [
    MessageResolver,
    ChatMessagesResolver,
    MessageFeedResolver,
    ReadMarkerResolver,
    ChatMarkersResolver,
    TypingResolver,
    TypingStream,
    MessageSearchResolver,
  ],
  references: {
    User: ({ id }: Reference) => ({ id }),
    Chat: ({ id }: Reference) => ({ id }),
    Message: ({ id }: Reference, { messages }: MessagesContext) => messages.byReference(id),
  },
  async open({ ask, config, database, jobs, logger, peer, signals, now, newId }) {
    const cache = await openCache({ type: config.CACHE_TYPE, redisUrl: config.REDIS_URL, logger });
    const typing = await openTyping(config.REDIS_URL, logger);
    const tellTyping = createTellTyping(signals, logger);
    const markerAnnouncer = createMarkerAnnouncer({
      stored: new SqlMarkerAnnouncementRepository(database),
      signals,
      logger,
    });
    const announcer = createAnnouncer({
      stored: new SqlAnnouncementRepository(() => database.fork()),
      tellChats: createTellChats({ peer, newId }),
      signals,
      logger,
    });
    const logs = new SqlFeedRepository(() => database.fork());
    const chatScopeOf = askChatScope(ask);
    const searchJobs = createSearchJobs(jobs);
    const openSearchTasks = (): SearchTaskService => {
      const em = database.fork();
      return new SearchTaskService({
        searches: new SqlMessageSearchRepository(em, searchJobs),
        finder: new SqlMessageFinder(em),
        chatScopeOf,
        keptForMs: config.SEARCH_RESULT_MINUTES * 60_000,
        now,
      });
    };
    const forget = onceAtATime(async (userId) => {
      await new SqlAuthorRepository(() => database.fork()).forget(userId, (revised) => {
        for (const chat of revised) announcer.revised(chat);
      });
      await new SqlMarkerRepository(database.fork()).forget(userId);
      await new SqlMessageSearchRepository(database.fork(), searchJobs).forget(userId);
    });
    return {
      tasks: searchTasks(openSearchTasks, (upkeep) => {
        logger.debug(upkeep, 'looked after searches');
      }),
      scope({ viewer, em }) {
        const messages = new SqlMessageRepository(em);
        const history = new SqlHistoryRepository(em);
        const viewerId = viewer.kind === 'user' ? viewer.id : viewer.kind;
        const deps = {
          viewer,
          membershipOf: askMembership(ask),
          messages,
          findMessage: messages.byId,
          revisions: new SqlRevisionRepository(em),
          counters: new SqlChatCounterRepository(em),
          history,
          logs,
          firstPages: new CachedFirstPages({ history, kept: cache, viewerId }),
          markers: new SqlMarkerRepository(em),
          tellMoved: markerAnnouncer.tellMoved,
          typing,
          tellTyping,
          announcements: announcer,
          chatScopeOf,
          searches: new SqlMessageSearchRepository(em, searchJobs),
          finder: new SqlMessageFinder(em),
          budget: new ReadBudget(),
          editMinutes: config.MESSAGE_EDIT_MINUTES,
          now,
          newId,
        };
        return {
          messages: new MessageService(deps),
          revisions: new RevisionService(deps),
          history: new HistoryService(deps),
          feeds: new FeedService(deps),
          markers: new MarkerService(deps),
          typing: new TypingService(deps),
          searches: new SearchService(deps),
        };
      },
      follow: { UserDeleted: ({ payload }) => forget(payload.userId) },
      async close() {
        await Promise.all([announcer.close(), markerAnnouncer.close()]);
        await Promise.all([typing.close(), cache.close()]);
      },
    };
  },
});
