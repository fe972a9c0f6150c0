import { afterAll, beforeAll, describe, expect, it } from 'vitest';

import type { Viewer } from '../../kernel/auth/index.ts';
import { someUser, statementsOf, type TestReply } from '../../tests/support/open-test-subgraph.ts';
import { openTalk, type Talk } from './talk.suite.ts';

interface FeedReply {
  readonly items: readonly { readonly seq: number; readonly text: string; readonly revision: number }[];
  readonly cursor: number;
  readonly hasNextPage: boolean;
}
type FeedField = 'messageFeed' | 'messageChangeFeed';

describe('the feeds of a chat', () => {
  let talk: Talk;
  const [user, member] = [someUser(), someUser()];
  beforeAll(async () => {
    talk = await openTalk();
  });
  afterAll(() => talk.close());

  const read = async (
    field: FeedField,
    variables: { chatId: string; after?: number | null; first?: number | null },
    viewer: Viewer | undefined = user,
  ) =>
    (await talk.subgraph.query(
      `query ($chatId: ID!, $after: Int, $first: Int) {
        feed: ${field}(chatId: $chatId, after: $after, first: $first) { items { seq text revision } cursor hasNextPage }
      }`,
      variables,
      viewer,
    )) as TestReply<{ readonly feed: FeedReply | null }>;
  const seen = async (field: FeedField, variables: { chatId: string; after?: number | null; first?: number }) => {
    const { data, errors } = await read(field, variables);
    if (data.feed === null) return errors;
    const { items, cursor, hasNextPage } = data.feed;
    const numbers = items.map(({ seq, revision }) => (field === 'messageFeed' ? seq : `${seq}@${revision}`));
    return `${numbers.join(' ')} -> ${cursor}${hasNextPage ? '>' : ''}`;
  };

  it('tell messages after a number, in parts', async () => {
    const chatId = await talk.chatOf(user, member);
    expect(await seen('messageFeed', { chatId })).toBe(' -> 0');
    expect(await seen('messageFeed', { chatId, after: 0 })).toBe(' -> 0');
    for (let i = 0; i < 5; i++) await talk.say(i % 2 ? user : member, chatId);
    expect(await seen('messageFeed', { chatId, after: 0 })).toBe('1 2 3 4 5 -> 5');
    expect(await seen('messageFeed', { chatId, after: 1, first: 2 })).toBe('2 3 -> 3>');
    expect(await seen('messageFeed', { chatId, after: 3, first: 2 })).toBe('4 5 -> 5');
    expect(await seen('messageFeed', { chatId, after: 5 })).toBe(' -> 5');
    expect(await seen('messageFeed', { chatId, after: null })).toBe(' -> 5');
  });

  it('tell changes after a revision, each message once by its latest', async () => {
    const chatId = await talk.chatOf(user);
    const [one, two, three] = [
      await talk.say(user, chatId),
      await talk.say(user, chatId),
      await talk.say(user, chatId),
    ];
    expect(await seen('messageChangeFeed', { chatId })).toBe(' -> 0');
    await talk.edit(user, one.id, 'edited');
    await talk.edit(user, two.id, 'edited');
    await talk.edit(user, one.id, 'edited twice');
    await talk.delete(user, three.id);
    expect(await seen('messageChangeFeed', { chatId, after: 0 })).toBe('2@2 1@3 3@4 -> 4');
    expect(await seen('messageChangeFeed', { chatId, after: 0, first: 1 })).toBe('2@2 -> 2>');
    expect(await seen('messageChangeFeed', { chatId, after: 2, first: 1 })).toBe('1@3 -> 3>');
    expect(await seen('messageChangeFeed', { chatId, after: 3, first: 1 })).toBe('3@4 -> 4');
    expect(await seen('messageChangeFeed', { chatId, after: 4 })).toBe(' -> 4');
    expect(await seen('messageChangeFeed', { chatId })).toBe(' -> 4');
    const { data } = await read('messageChangeFeed', { chatId, after: 3 });
    expect(data.feed?.items).toEqual([{ seq: 3, text: '', revision: 4 }]);
  });

  it.each(['messageFeed', 'messageChangeFeed'] as const)('%s is as if absent for others', async (field) => {
    const chatId = await talk.chatOf(user, member);
    await talk.say(user, chatId);
    expect((await read(field, { chatId }, member)).data.feed).not.toBeNull();
    await talk.leave(member, chatId);
    for (const viewer of [member, someUser('ADMIN')])
      expect(await read(field, { chatId, after: 0 }, viewer)).toEqual({ data: { feed: null } });
    for (const unknown of [crypto.randomUUID(), '', 'x', 'a\0b'])
      expect(await read(field, { chatId: unknown, after: 7 })).toEqual({ data: { feed: null } });
    expect((await read(field, { chatId }, { kind: 'anonymous' })).errors).toMatchObject([
      { extensions: { code: 'UNAUTHENTICATED' } },
    ]);
  });

  it.each(['messageFeed', 'messageChangeFeed'] as const)('%s refuses what would leave a gap', async (field) => {
    const chatId = await talk.chatOf(user);
    const { id } = await talk.say(user, chatId);
    await talk.edit(user, id, 'edited');
    for (const after of [2, -1, 2_147_483_647, -2_147_483_648])
      expect((await read(field, { chatId, after })).errors).toMatchObject([
        { extensions: { code: 'BAD_USER_INPUT', field: 'after' } },
      ]);
    for (const first of [0, -1, 101])
      expect((await read(field, { chatId, after: 0, first })).errors).toMatchObject([
        { extensions: { code: 'BAD_USER_INPUT', field: 'first' } },
      ]);
    expect((await read(field, { chatId, after: 0, first: null })).data.feed?.items).toHaveLength(1);
  });

  it('are read for all who ask at once in one statement, and each gets what is theirs', async () => {
    const [own, others] = [await talk.chatOf(user, member), await talk.chatOf(user)];
    for (const chatId of [own, own, others]) await talk.say(user, chatId);
    const asked = [
      [user, own, 0],
      [member, own, 1],
      [member, own, null],
      [user, others, 0],
      [member, others, 0],
      [user, own, 3],
    ] as const;
    let answers: readonly TestReply<{ readonly feed: FeedReply | null }>[] = [];
    const statements = await statementsOf(async () => {
      answers = await Promise.all(
        asked.map(([viewer, chatId, after]) => read('messageFeed', { chatId, after }, viewer)),
      );
    });
    expect(statements.filter((statement) => statement.includes('chat_counter'))).toHaveLength(1);
    expect(answers.map(({ data }) => data.feed?.items.map(({ seq }) => seq))).toEqual([
      [1, 2],
      [2],
      [],
      [1],
      undefined,
      undefined,
    ]);
    expect(answers.map(({ errors }) => errors?.[0]?.extensions.field)).toEqual([...Array.from({ length: 5 }), 'after']);
  });

  it.each(['messageAdded', 'messageChanged'])('leave %s to the gateway', async (field) => {
    const { errors } = await talk.subgraph.query(`subscription { ${field}(chatId: "x") { id } }`, {}, user);
    expect(errors).toMatchObject([{ extensions: { code: 'BAD_REQUEST' } }]);
  });
});
