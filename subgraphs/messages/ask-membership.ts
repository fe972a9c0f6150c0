import { z } from 'zod';

import type { Ask } from '../../kernel/ask/index.ts';
import type { Membership, MembershipOf } from './services/messages.dependencies.ts';

const answer = z.object({ id: z.string(), role: z.string(), chat: z.object({ id: z.string() }) });

/** Asks chats who is a member. What it was told it remembers: make one for each request. */
export function askMembership(ask: Ask): MembershipOf {
  const asked = new Map<string, Promise<Membership | undefined>>();
  return (userId, chatId) => {
    const key = `${userId} ${chatId}`;
    const known = asked.get(key) ?? askChats(ask, userId, chatId);
    asked.set(key, known);
    return known;
  };
}

async function askChats(ask: Ask, userId: string, chatId: string): Promise<Membership | undefined> {
  const id = { chat: { id: chatId }, user: { id: userId } };
  const found = await ask.about({ owner: 'chats', type: 'Membership', id, fields: 'id role chat { id }', answer });
  return found === undefined ? undefined : { chatId: found.chat.id, membershipId: found.id, role: found.role };
}
