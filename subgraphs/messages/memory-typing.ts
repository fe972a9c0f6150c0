import { MOST_SHOWN_TYPING, TYPING_MS, TYPING_REFRESH_MS, type TypingBoard } from './repositories/typing.repository.ts';

export interface TypingTimes {
  readonly typingMs?: number;
  readonly refreshMs?: number;
}

/** Who types, within one process. */
export function createMemoryTyping({
  typingMs = TYPING_MS,
  refreshMs = TYPING_REFRESH_MS,
}: TypingTimes = {}): TypingBoard {
  /** When each user of a chat ends. */
  const chats = new Map<string, Map<string, number>>();
  let purgedAt = 0;

  const usersOf = (chatId: string, now: number): Map<string, number> => {
    const users = chats.get(chatId) ?? new Map<string, number>();
    for (const [userId, endsAt] of users) if (endsAt <= now) users.delete(userId);
    if (users.size === 0) chats.delete(chatId);
    return users;
  };
  const purge = (now: number): void => {
    if (now - purgedAt < typingMs) return;
    purgedAt = now;
    for (const chatId of [...chats.keys()]) usersOf(chatId, now);
  };

  return {
    note({ chatId, userId, isTyping }) {
      const now = Date.now();
      purge(now);
      const users = usersOf(chatId, now);
      const before = users.get(userId);
      if (isTyping) {
        const endsAt = now + typingMs;
        if (before !== undefined && endsAt - before <= refreshMs) return Promise.resolve(undefined);
        users.set(userId, endsAt);
        chats.set(chatId, users);
      } else {
        if (before === undefined) return Promise.resolve(undefined);
        users.delete(userId);
      }
      return Promise.resolve(Math.max(now, ...users.values()));
    },
    of: (chatId) => Promise.resolve([...usersOf(chatId, Date.now()).keys()].slice(0, MOST_SHOWN_TYPING)),
    close: () => Promise.resolve(),
  };
}
