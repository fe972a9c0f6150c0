import { afterAll, beforeAll, describe, expect, it } from 'vitest';

import type { Viewer } from '../../kernel/auth/index.ts';
import type { TestList, TestReply } from '../../tests/support/open-test-subgraph.ts';
import { CHAT, countOwnStatements, openChats, type OpenChats, type Person } from './chats.suite.ts';

const MESSAGES = { kind: 'service', name: 'messages' } as const;
const FUTURE = Date.parse('2090-01-01T00:00:00Z');

interface ChatsReply {
  readonly _entities: readonly [{ readonly chats: TestList<{ readonly id: string; readonly lastActivityAt: string }> }];
}

describe('the order of chats', () => {
  let world: OpenChats;
  beforeAll(async () => {
    world = await openChats();
  });
  afterAll(() => world.close());

  const at = (minutes: number): string => new Date(FUTURE + minutes * 60_000).toISOString();
  const talk = (...talks: readonly (readonly [chatId: string, minutes: number])[]) =>
    world.event('messages', 'ChatsActive', {
      chats: talks.map(([chatId, minutes]) => ({ chatId, lastSeq: 1, at: at(minutes) })),
    });
  const pageOf = async (person: Person, page: string, viewer: Viewer = person) => {
    const fields = `chats(${page}) { edges { cursor node { id lastActivityAt } } pageInfo { hasNextPage endCursor } }`;
    return (await world.subgraph.entities(
      { type: 'User', keys: [{ id: person.id }], fields },
      viewer,
    )) as TestReply<ChatsReply>;
  };
  const idsOf = async (person: Person) =>
    (await pageOf(person, 'first: 100')).data._entities[0].chats.edges.map(({ node }) => node.id);
  const openMany = async (owner: Person, count: number) => {
    const ids: string[] = [];
    for (let i = 0; i < count; i++) ids.push(await world.open(owner));
    return ids;
  };

  it('begins with the one that was talked in last; a new chat counts as talked in', async () => {
    const person = world.person();
    const [a = '', b = '', c = ''] = await openMany(person, 3);
    expect(await idsOf(person)).toEqual([c, b, a]);
    expect(await talk([a, 5])).toBe(200);
    expect(await idsOf(person)).toEqual([a, c, b]);
    expect(await world.read(person, a)).toMatchObject({ lastActivityAt: at(5), version: 1 });
    expect(await talk([b, 7], [c, 6])).toBe(200);
    expect(await idsOf(person)).toEqual([b, c, a]);
  });

  it('stays where it is when it is told again, late, or of chats that are unknown', async () => {
    const person = world.person();
    const [a = '', b = ''] = await openMany(person, 2);
    await talk([a, 9], [b, 8]);
    for (const talks of [
      [[a, 9]],
      [[b, 3]],
      [[crypto.randomUUID(), 99]],
      [
        [b, 1],
        [b, 2],
      ],
    ] as const)
      expect(await talk(...talks)).toBe(200);
    expect(await idsOf(person)).toEqual([a, b]);
    expect(await talk([b, 1], [b, 11], [b, 2])).toBe(200);
    expect(await world.read(person, b)).toMatchObject({ lastActivityAt: at(11) });
  });

  it('is told by messages only, and in its own words', async () => {
    const chats = [{ chatId: crypto.randomUUID(), lastSeq: 1, at: at(0) }];
    expect(await world.event('users', 'ChatsActive', { chats })).toBe(403);
    const [one] = chats;
    for (const wrong of [
      [],
      [{ ...one, at: 'now' }],
      [{ ...one, lastSeq: 0 }],
      [{ ...one, chatId: 'x' }],
      Array.from({ length: 1_001 }, () => one),
    ])
      expect(await world.event('messages', 'ChatsActive', { chats: wrong })).toBe(400);
    expect(await world.event('messages', 'ChatsActive', { chats: Array.from({ length: 1_000 }, () => one) })).toBe(200);
  });

  it('takes one statement, however many chats were talked in', async () => {
    const ids = await openMany(world.person(), 20);
    for (const count of [1, 20])
      expect(await countOwnStatements(() => talk(...ids.slice(0, count).map((id) => [id, 20] as const)))).toBe(1);
  });

  it('is read in pages that skip none and repeat none, equal times included', async () => {
    const person = world.person();
    const ids = await openMany(person, 7);
    await talk(...ids.map((id, index) => [id, index < 4 ? 1 : 2] as const));
    const seen: string[] = [];
    let after = '';
    for (let page = 0; page < 4; page++) {
      const { chats } = (await pageOf(person, `first: 2${after}`)).data._entities[0];
      seen.push(...chats.edges.map(({ node }) => node.id));
      expect(chats.pageInfo.hasNextPage).toBe(page < 3);
      after = `, after: "${chats.pageInfo.endCursor ?? ''}"`;
    }
    expect(seen).toEqual([...ids.slice(4).sort().reverse(), ...ids.slice(0, 4).sort().reverse()]);
  });

  it('refuses pages and cursors that are none, and lists of others', async () => {
    const person = world.person();
    const members = Buffer.from(JSON.stringify([1, crypto.randomUUID()])).toString('base64url');
    for (const [page, field] of [
      ['first: 0', 'first'],
      ['first: 101', 'first'],
      ['after: ""', 'after'],
      ['after: "x"', 'after'],
      [`after: "${members}"`, 'after'],
    ] as const)
      expect((await pageOf(person, page)).errors).toMatchObject([{ extensions: { code: 'BAD_USER_INPUT', field } }]);
    expect((await pageOf(person, 'first: 1', MESSAGES)).errors).toMatchObject([
      { extensions: { code: 'UNAUTHENTICATED' } },
    ]);
    expect((await pageOf(person, 'first: 1', world.person())).errors).toMatchObject([
      { extensions: { code: 'FORBIDDEN' } },
    ]);
  });

  it('is what other subgraphs are told of where a user may look', async () => {
    const [person, other] = [world.person(), world.person()];
    const [a = '', b = ''] = await openMany(person, 2);
    await world.does(other, 'join', { chatId: a });
    await talk([a, 30]);
    const keys = [person.id, other.id.toUpperCase(), crypto.randomUUID(), 'x', 'a\0b'].map((userId) => ({ userId }));
    const ask = (viewer: Viewer) =>
      world.subgraph.entities({ type: 'ChatScope', keys, fields: 'userId chatIds' }, viewer);
    const scopes = [[a, b], [a], [], [], []];
    expect((await ask(MESSAGES)).data._entities).toEqual(
      keys.map(({ userId }, index) => ({ userId, chatIds: scopes[index] })),
    );
    expect(await countOwnStatements(() => ask(MESSAGES))).toBe(1);
    expect((await ask(person)).errors?.[0]).toMatchObject({ extensions: { code: 'FORBIDDEN' } });
  });
});

describe('the number of statements', () => {
  it('is the same for 1, 10 and 100 chats, members and memberships', async () => {
    const world = await openChats();
    const person = world.person();
    const chatIds = await Promise.all(Array.from({ length: 100 }, () => world.open(person)));
    const [chatId = ''] = chatIds;
    const people = Array.from({ length: 100 }, () => world.person());
    await Promise.all(people.map((each) => world.does(each, 'join', { chatId })));
    const counts = async (first: number) => {
      const chats = `chats(first: ${first}) { edges { node { ${CHAT} members(first: 100) { edges { node { chat { name } } } } } } }`;
      const memberships = [person, ...people.slice(1, first)].map(({ id }) => ({ chat: { id: chatId }, user: { id } }));
      const keys = [{ id: person.id }];
      const references = chatIds.slice(0, first).map((id) => ({ id }));
      return [
        await countOwnStatements(() => world.subgraph.entities({ type: 'User', keys, fields: chats }, person)),
        await countOwnStatements(() =>
          world.subgraph.entities({ type: 'Chat', keys: references, fields: CHAT }, person),
        ),
        await countOwnStatements(() =>
          world.subgraph.entities({ type: 'Membership', keys: memberships, fields: 'id role chat { id }' }, MESSAGES),
        ),
      ];
    };
    const few = await counts(1);
    expect(await counts(10)).toEqual(few);
    expect(await counts(100)).toEqual(few);
    // What messages asks before anything is said takes one.
    expect(few).toEqual([5, 4, 1]);
    await world.close();
  });
});
