import { z } from 'zod';

import type { Ask } from '../../kernel/ask/index.ts';
import type { ChatScopeOf } from './services/search.service.ts';

const answer = z.object({ chatIds: z.array(z.string()) });

/** Asks chats which chats a user is in, each time anew. */
export function askChatScope(ask: Ask): ChatScopeOf {
  return async (userId) => {
    const id = { userId };
    const found = await ask.about({ owner: 'chats', type: 'ChatScope', id, fields: 'chatIds', answer });
    return found?.chatIds ?? [];
  };
}
