import { v7 as uuidv7 } from 'uuid';
import { afterAll, beforeAll, expect, it, vi } from 'vitest';

import type { TypingTimes } from './memory-typing.ts';
import type { TypingBoard } from './repositories/typing.repository.ts';

const LONG = { typingMs: 60_000, refreshMs: 20_000 };
const SHORT = { typingMs: 60, refreshMs: 20 };

/** What every board does; `open` gives one with these times. */
export function describeTyping(open: (times: TypingTimes) => Promise<TypingBoard>): void {
  let lasting: TypingBoard;
  let fleeting: TypingBoard;
  beforeAll(async () => {
    [lasting, fleeting] = await Promise.all([open(LONG), open(SHORT)]);
  });
  afterAll(() => Promise.all([lasting.close(), fleeting.close()]));

  const types = (chatId: string, userId: string, board = lasting) => board.note({ chatId, userId, isTyping: true });
  const stops = (chatId: string, userId: string) => lasting.note({ chatId, userId, isTyping: false });

  it('shows who types in a chat, and in no other', async () => {
    const [chatId, ada, bob] = [uuidv7(), uuidv7(), uuidv7()];
    await types(chatId, ada);
    await types(chatId, bob);
    expect(new Set(await lasting.of(chatId))).toEqual(new Set([ada, bob]));
    expect(await lasting.of(uuidv7())).toEqual([]);
  });

  it('tells when it ends by itself, about as much later as it holds', async () => {
    const until = await types(uuidv7(), uuidv7());
    expect(Math.abs((until ?? 0) - Date.now() - LONG.typingMs)).toBeLessThan(10_000);
  });

  it('is quiet about what changes nothing', async () => {
    const [chatId, ada] = [uuidv7(), uuidv7()];
    expect(await stops(chatId, ada)).toBeUndefined();
    expect(await types(chatId, ada)).toEqual(expect.any(Number));
    expect(await types(chatId, ada)).toBeUndefined();
    expect(await stops(chatId, ada)).toEqual(expect.any(Number));
    expect(await stops(chatId, ada)).toBeUndefined();
    expect(await lasting.of(chatId)).toEqual([]);
  });

  it('tells the end of those who are left when one stops', async () => {
    const [chatId, ada, bob] = [uuidv7(), uuidv7(), uuidv7()];
    const until = await types(chatId, ada);
    await types(chatId, bob);
    await stops(chatId, bob);
    expect(await stops(chatId, ada)).toBeLessThan(until ?? 0);
  });

  it('forgets whoever does not say it again', async () => {
    const [chatId, ada] = [uuidv7(), uuidv7()];
    await types(chatId, ada, fleeting);
    await vi.waitFor(
      async () => {
        expect(await fleeting.of(chatId)).toEqual([]);
      },
      { timeout: 5_000 },
    );
    expect(await types(chatId, ada, fleeting)).toEqual(expect.any(Number));
  });

  it('tells again once what is said again moves the end', async () => {
    const [chatId, ada] = [uuidv7(), uuidv7()];
    const first = await types(chatId, ada, fleeting);
    await vi.waitFor(
      async () => {
        expect(await types(chatId, ada, fleeting)).toBeGreaterThan((first ?? Infinity) + SHORT.refreshMs);
      },
      { interval: 5, timeout: 5_000 },
    );
  });

  it('shows no more than a hundred', async () => {
    const chatId = uuidv7();
    await Promise.all(Array.from({ length: 120 }, () => types(chatId, uuidv7())));
    expect(await lasting.of(chatId)).toHaveLength(100);
  });
}
