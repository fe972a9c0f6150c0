import { afterAll, beforeAll, describe, expect, it } from 'vitest';

import type { Viewer } from '../../kernel/auth/index.ts';
import { openDatabase } from '../../kernel/database/index.ts';
import { countStatements, someUser, type TestReply } from '../../tests/support/open-test-subgraph.ts';
import { openTalk, type Talk } from './talk.suite.ts';

interface HistoryReply {
  readonly edges: readonly { readonly cursor: string; readonly node: { readonly id: string; readonly seq: number } }[];
  readonly pageInfo: {
    readonly hasNextPage: boolean;
    readonly hasPreviousPage: boolean;
    readonly startCursor: string | null;
    readonly endCursor: string | null;
  };
}
const HISTORY = 'edges { cursor node { id seq } } pageInfo { hasNextPage hasPreviousPage startCursor endCursor }';

describe('the history of a chat', () => {
  let talk: Talk;
  const user = someUser();
  let chatId: string;
  beforeAll(async () => {
    talk = await openTalk();
    chatId = await talk.chatOf(user);
    for (let i = 1; i <= 10; i++) await talk.say(user, chatId, `message ${i}`);
  });
  afterAll(() => talk.close());

  const read = async (args: string, id = chatId) =>
    (await talk.subgraph.entities(
      { type: 'Chat', keys: [{ id }], fields: `messages${args} { ${HISTORY} }` },
      user,
    )) as TestReply<{ readonly _entities: readonly [{ readonly messages: HistoryReply }] }>;
  const pageOf = async (args: string, id = chatId) => (await read(args, id)).data._entities[0].messages;
  const cursorOf = async (seq: number) => (await pageOf(`(first: 1, around: ${seq})`)).edges[0]?.cursor ?? '';
  const seen = async (args: string) => {
    const { edges, pageInfo } = await pageOf(args);
    const before = pageInfo.hasPreviousPage ? '<' : '';
    return `${before}${edges.map(({ node }) => node.seq).join(' ')}${pageInfo.hasNextPage ? '>' : ''}`;
  };

  it('is read from either end, oldest first', async () => {
    expect(await seen('')).toBe('1 2 3 4 5 6 7 8 9 10');
    expect(await seen('(first: 3)')).toBe('1 2 3>');
    expect(await seen('(last: 3)')).toBe('<8 9 10');
    expect(await seen('(first: 1000)')).toBe('1 2 3 4 5 6 7 8 9 10');
    expect(await seen('(last: 1000)')).toBe('1 2 3 4 5 6 7 8 9 10');
  });

  it('goes on in both directions from a cursor', async () => {
    const [third, eighth] = [await cursorOf(3), await cursorOf(8)];
    expect(await seen(`(first: 2, after: "${third}")`)).toBe('<4 5>');
    expect(await seen(`(after: "${eighth}")`)).toBe('<9 10');
    expect(await seen(`(last: 2, before: "${eighth}")`)).toBe('<6 7>');
    expect(await seen(`(before: "${third}")`)).toBe('1 2>');
    expect(await seen(`(first: 2, after: "${third}", before: "${eighth}")`)).toBe('<4 5>');
    expect(await seen(`(last: 2, after: "${third}", before: "${eighth}")`)).toBe('<6 7>');
    expect(await seen(`(after: "${third}", before: "${eighth}")`)).toBe('<4 5 6 7');
    expect(await seen(`(after: "${await cursorOf(10)}")`)).toBe('<');
    expect(await seen(`(before: "${await cursorOf(1)}")`)).toBe('>');
  });

  it('has the cursors of its ends', async () => {
    const { edges, pageInfo } = await pageOf('(first: 4)');
    expect(pageInfo).toMatchObject({ startCursor: edges[0]?.cursor, endCursor: edges[3]?.cursor });
    expect((await pageOf('', await talk.chatOf(user))).pageInfo).toEqual({
      hasNextPage: false,
      hasPreviousPage: false,
      startCursor: null,
      endCursor: null,
    });
  });

  it('is read around a message, or around the nearer end', async () => {
    expect(await seen('(around: 5, first: 4)')).toBe('<3 4 5 6>');
    expect(await seen('(around: 5, first: 3)')).toBe('<4 5 6>');
    expect(await seen('(around: 1, first: 4)')).toBe('1 2 3 4>');
    expect(await seen('(around: -7, first: 2)')).toBe('1 2>');
    expect(await seen('(around: 2147483647, first: 4)')).toBe('<7 8 9 10');
    expect(await seen('(around: 3)')).toBe('1 2 3 4 5 6 7 8 9 10');
  });

  it('is read before a message that is known by its id', async () => {
    const id = (await pageOf('(around: 6, first: 1)')).edges[0]?.node.id ?? '';
    expect(await seen(`(last: 2, beforeMessage: "${id}")`)).toBe('<4 5>');
    expect(await seen(`(beforeMessage: "${id.toUpperCase()}")`)).toBe('1 2 3 4 5>');
    const elsewhere = await talk.say(user, await talk.chatOf(user));
    for (const wrong of [elsewhere.id, crypto.randomUUID(), '', 'x', '\\u0000'])
      expect((await read(`(beforeMessage: "${wrong}")`)).errors).toMatchObject([
        { extensions: { code: 'BAD_USER_INPUT', field: 'beforeMessage' } },
      ]);
  });

  it.each([
    ['(first: 0)', 'first'],
    ['(first: -1)', 'first'],
    ['(first: 1001)', 'first'],
    ['(last: 0)', 'last'],
    ['(last: 1001)', 'last'],
    ['(first: 1, last: 1)', 'last'],
    ['(around: 1, last: 1)', 'around'],
    ['(around: 1, after: "x")', 'around'],
    ['(around: 1, beforeMessage: "x")', 'around'],
    ['(first: 1, beforeMessage: "x")', 'beforeMessage'],
    ['(beforeMessage: "x", before: "x")', 'beforeMessage'],
    ['(after: "x")', 'after'],
    ['(after: "")', 'after'],
    ['(before: "x")', 'before'],
    [`(before: "${cursor([-1])}")`, 'before'],
    [`(after: "${cursor([1e10])}")`, 'after'],
    [`(after: "${cursor(['1'])}")`, 'after'],
    [`(after: "${cursor([1.5])}")`, 'after'],
    [`(after: "${cursor([3])}", before: "${cursor([3])}")`, 'before'],
  ])('refuses a page of %s', async (args, field) => {
    expect((await read(args)).errors).toMatchObject([{ extensions: { code: 'BAD_USER_INPUT', field } }]);
  });

  it('takes any cursor that is a number, also of what has not been said yet', async () => {
    expect(await seen(`(after: "${cursor([2_147_483_647])}")`)).toBe('<');
    expect(await seen(`(last: 1, before: "${cursor([2_147_483_647])}")`)).toBe('<10');
    expect(await seen(`(last: 1, before: "${cursor([0])}")`)).toBe('>');
  });

  it('is for members only, and of whoever has left no longer', async () => {
    const member = someUser();
    const shared = await talk.chatOf(user, member);
    await talk.say(user, shared);
    const fields = 'lastSeq lastMessage { seq } messages { edges { node { seq } } }';
    const ask = (viewer?: Viewer) => talk.subgraph.entities({ type: 'Chat', keys: [{ id: shared }], fields }, viewer);
    expect((await ask(member)).data._entities).toEqual([
      { lastSeq: 1, lastMessage: { seq: 1 }, messages: { edges: [{ node: { seq: 1 } }] } },
    ]);
    await talk.leave(member, shared);
    for (const [viewer, code] of [
      [member, 'FORBIDDEN'],
      [undefined, 'UNAUTHENTICATED'],
    ] as const) {
      const { data, errors } = await ask(viewer);
      expect(data._entities).toEqual([{ lastSeq: null, lastMessage: null, messages: null }]);
      expect(errors?.map(({ extensions }) => extensions.code)).toEqual([code, code, code]);
    }
  });

  it('tells the newest message of each chat, deleted or not', async () => {
    const [empty, spoken] = [await talk.chatOf(user), await talk.chatOf(user)];
    const { id } = await talk.say(user, spoken);
    await talk.delete(user, id);
    const keys = [empty, spoken.toUpperCase(), spoken].map((key) => ({ id: key }));
    const { data } = await talk.subgraph.entities(
      { type: 'Chat', keys, fields: 'lastSeq lastMessage { text deletedAt }' },
      user,
    );
    const gone = { lastSeq: 1, lastMessage: { text: '', deletedAt: expect.any(String) as string } };
    expect(data._entities).toEqual([{ lastSeq: 0, lastMessage: null }, gone, gone]);
  });

  it('is read up to 10,000 messages and edits a request, by however many names', async () => {
    const id = await talk.chatOf(user);
    const database = await openDatabase({ url: talk.databaseUrl, pool: 2, entities: [], migrations: [] });
    const em = database.fork();
    await em.execute('insert into chat_counter (chat_id, last_seq) values (?, 1000)', [id]);
    await em.execute(
      `insert into message (id, chat_id, seq, client_message_id, text, revision, created_at)
       select gen_random_uuid(), ?, seq, seq::text, 'hello', seq, now() from generate_series(1, 1000) as seq`,
      [id],
    );
    await database.close();
    const answered = async (field: string, count: number): Promise<readonly boolean[]> => {
      const names = Array.from({ length: count }, (_, index) => `n${index}: ${field}`).join(' ');
      const { data, errors } = await talk.subgraph.entities({ type: 'Chat', keys: [{ id }], fields: names }, user);
      for (const { extensions } of errors ?? []) expect(extensions.code).toBe('OPERATION_TOO_LARGE');
      const [chat] = data._entities as [object];
      return Object.values(chat).map((value) => value !== null);
    };
    const tenOnly = [...Array.from({ length: 10 }, () => true), false];
    expect(await answered('messages(last: 1000) { pageInfo { endCursor } }', 11)).toEqual(tenOnly);
    expect(await answered('messages(first: 990) { pageInfo { endCursor } }', 10)).not.toContain(false);
    const edits = 'messages(first: 99) { edges { node { edits(first: 100) { pageInfo { endCursor } } } } }';
    const reply = await talk.subgraph.entities(
      { type: 'Chat', keys: [{ id }], fields: `${edits} more: ${edits}` },
      user,
    );
    expect(new Set(reply.errors?.map(({ extensions }) => extensions.code))).toEqual(new Set(['OPERATION_TOO_LARGE']));
  });

  it('sends as many statements for a hundred chats as for one', async () => {
    const ids = await Promise.all(Array.from({ length: 100 }, () => talk.chatOf(user)));
    await Promise.all(ids.map((id) => talk.say(user, id)));
    const fields =
      'lastSeq lastMessage { seq edits { edges { node { text } } } } messages(last: 2) { edges { node { seq } } }';
    const ask = (keys: readonly string[]) => () =>
      talk.subgraph.entities({ type: 'Chat', keys: keys.map((id) => ({ id })), fields }, user);
    const [one, ten, hundred] = [
      await countStatements(ask(ids.slice(0, 1))),
      await countStatements(ask(ids.slice(0, 10))),
      await countStatements(ask(ids)),
    ];
    expect(ten).toBe(one);
    expect(hundred).toBe(one);
  });
});

function cursor(key: readonly unknown[]): string {
  return Buffer.from(JSON.stringify(key)).toString('base64url');
}
