import { defineSubgraph } from '../../kernel/subgraph/index.ts';
import { ChatResolver, MembershipResolver, UserChatsResolver } from './api/chat.resolver.ts';
import type { ChatsContext } from './api/chats.context.ts';
import { migrations } from './database/migrations/index.ts';
import { SqlChatRepository } from './database/sql-chat.repository.ts';
import { SqlDepartureRepository } from './database/sql-departure.repository.ts';
import { ChatSchema } from './entities/chat.entity.ts';
import { MembershipSchema } from './entities/membership.entity.ts';
import { ChatService } from './services/chat.service.ts';

interface Reference {
  readonly id: string;
}

export const chats = defineSubgraph<ChatsContext>({
  name: 'chats',
  entities: [ChatSchema, MembershipSchema],
  migrations,
  resolvers: [ChatResolver, MembershipResolver, UserChatsResolver],
  references: {
    User: ({ id }: Reference) => ({ id }),
    Chat: ({ id }: Reference, { chats }: ChatsContext) => chats.byReference(id),
    Membership: ({ chat, user }: { readonly chat: Reference; readonly user: Reference }, { chats }: ChatsContext) =>
      chats.membershipByReference(chat.id, user.id),
  },
  open({ database, now, newId }) {
    return {
      scope: ({ viewer, em }) => ({ chats: new ChatService({ viewer, chats: new SqlChatRepository(em), now, newId }) }),
      follow: {
        UserDeleted: ({ payload }) => new SqlDepartureRepository(database.fork()).depart(payload.userId),
      },
    };
  },
});
