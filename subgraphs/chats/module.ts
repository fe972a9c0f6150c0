import { defineSubgraph } from '../../kernel/subgraph/index.ts';
import { ChatScope } from './api/chat-scope.type.ts';
import { ChatResolver, MembershipResolver, UserChatsResolver } from './api/chat.resolver.ts';
import type { ChatsContext } from './api/chats.context.ts';
import { MemberResolver } from './api/member.resolver.ts';
import { migrations } from './database/migrations/index.ts';
import { SqlActivityRepository } from './database/sql-activity.repository.ts';
import { SqlAnnouncementRepository } from './database/sql-announcement.repository.ts';
import { SqlChatRepository } from './database/sql-chat.repository.ts';
import { SqlDepartureRepository } from './database/sql-departure.repository.ts';
import { ChatSchema } from './entities/chat.entity.ts';
import { MembershipSchema } from './entities/membership.entity.ts';
import { createFindAddable } from './find-addable.ts';
import { ChatAnnouncer } from './services/chat-announcer.ts';
import { ChatService } from './services/chat.service.ts';
import { MemberService } from './services/member.service.ts';
import { OwnMembershipService } from './services/own-membership.service.ts';

interface Reference {
  readonly id: string;
}

export const chats = defineSubgraph<ChatsContext>({
  name: 'chats',
  entities: [ChatSchema, MembershipSchema],
  migrations,
  resolvers: [ChatResolver, MemberResolver, MembershipResolver, UserChatsResolver],
  orphanedTypes: [ChatScope],
  references: {
    User: ({ id }: Reference) => ({ id }),
    Chat: ({ id }: Reference, { chats }: ChatsContext) => chats.byReference(id),
    Membership: (
      { chat, user }: { readonly chat: Reference; readonly user: Reference },
      { ownMembership }: ChatsContext,
    ) => ownMembership.byReference(chat.id, user.id),
    ChatScope: ({ userId }: { readonly userId: string }, { chats }: ChatsContext) => chats.scopeOf(userId),
  },
  open({ ask, database, logger, newId, now, peer, signals }) {
    const announcer = new ChatAnnouncer({
      announcements: new SqlAnnouncementRepository(() => database.fork()),
      announce: (versions) =>
        signals.announce(
          versions.map(({ chatId, version }) => ({ topic: `chat:${chatId}`, signal: { kind: 'chat', seq: version } })),
        ),
      onFailure: (error) => {
        logger.debug({ error }, 'Changes of chats were not announced; they will be');
      },
    });
    const findAddable = createFindAddable({ ask, peer });
    return {
      scope({ viewer, em }) {
        const chats = new SqlChatRepository(em, (version) => {
          announcer.tell([version]);
        });
        const deps = { viewer, chats, findAddable, now, newId };
        return {
          chats: new ChatService(deps),
          members: new MemberService(deps),
          ownMembership: new OwnMembershipService(deps),
        };
      },
      follow: {
        UserDeleted: async ({ payload }) => {
          announcer.tell(await new SqlDepartureRepository(database.fork()).depart(payload.userId, now()));
        },
        ChatsActive: ({ payload }) =>
          new SqlActivityRepository(database.fork()).record(
            payload.chats.map(({ chatId, at }) => ({ chatId, at: new Date(at) })),
          ),
      },
      close: () => announcer.close(),
    };
  },
});
