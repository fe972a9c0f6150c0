import { z } from 'zod';

import { defineSubgraph } from '../../kernel/subgraph/index.ts';
import { ChatMessagesResolver, MessageResolver } from './api/message.resolver.ts';
import type { MessagesContext } from './api/messages.context.ts';
import { migrations } from './database/migrations/index.ts';
import { SqlAuthorRepository } from './database/sql-author.repository.ts';
import { SqlMessageRepository } from './database/sql-message.repository.ts';
import { MessageSchema } from './entities/message.entity.ts';
import { MessageService } from './services/message.service.ts';

const membershipAnswer = z.object({ chat: z.object({ id: z.string() }) });

interface Reference {
  readonly id: string;
}

export const messages = defineSubgraph<MessagesContext>({
  name: 'messages',
  hasJobs: true,
  entities: [MessageSchema],
  migrations,
  resolvers: [MessageResolver, ChatMessagesResolver],
  references: {
    User: ({ id }: Reference) => ({ id }),
    Chat: ({ id }: Reference) => ({ id }),
    Message: ({ id }: Reference, { messages }: MessagesContext) => messages.byReference(id),
  },
  open({ ask, database, now, newId }) {
    const findChatOf = async (userId: string, chatId: string): Promise<string | undefined> => {
      const key = { chat: { id: chatId }, user: { id: userId } };
      const membership = await ask.about({
        owner: 'chats',
        type: 'Membership',
        id: key,
        fields: 'chat { id }',
        answer: membershipAnswer,
      });
      return membership?.chat.id;
    };
    return {
      scope: ({ viewer, em }) => ({
        messages: new MessageService({ viewer, messages: new SqlMessageRepository(em), findChatOf, now, newId }),
      }),
      follow: {
        UserDeleted: ({ payload }) => new SqlAuthorRepository(database.fork()).forget(payload.userId),
      },
    };
  },
});
