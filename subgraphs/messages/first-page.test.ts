import { afterAll, beforeAll, describe, expect, it, vi } from 'vitest';

import type { Viewer } from '../../kernel/auth/index.ts';
import { describeRedis, startRedis, type TestRedis } from '../../tests/support/index.ts';
import { someUser, statementsOf, type TestList, type TestReply } from '../../tests/support/open-test-subgraph.ts';
import { openReadingRoom, type ReadingRoom } from './marker.suite.ts';

interface ShownMessage {
  readonly id: string;
  readonly seq: number;
  readonly text: string;
  readonly createdAt: string;
  readonly editedAt: string | null;
  readonly deletedAt: string | null;
  readonly author: { readonly id: string } | null;
}
type Pages = TestReply<{ readonly _entities: readonly { readonly messages: TestList<ShownMessage> | null }[] }>;

const EDIT = 'mutation ($input: EditMessageInput!) { editMessage(input: $input) { __typename } }';
const DELETE = 'mutation ($messageId: ID!) { deleteMessage(messageId: $messageId) { __typename } }';
const FIELDS = 'id seq text createdAt editedAt deletedAt author { id } chat { id }';

describe('first pages kept in memory', () => {
  describeFirstPages(() => openReadingRoom());
});

describeRedis('first pages kept in Redis', () => {
  let redis: TestRedis;
  beforeAll(async () => {
    redis = await startRedis();
  });
  afterAll(() => redis.close());
  describeFirstPages(() => openReadingRoom({ CACHE_TYPE: 'redis', REDIS_URL: redis.url }));
});

/** What readers see of first pages, wherever they are kept. */
function describeFirstPages(open: () => Promise<ReadingRoom>): void {
  let talk: ReadingRoom;
  beforeAll(async () => {
    talk = await open();
  });
  afterAll(() => talk.close());

  const page = async (
    viewer: Viewer | undefined,
    chatIds: readonly string[],
    args = '(last: 20)',
    at = talk.subgraph,
  ) => {
    const fields = `messages${args} { edges { cursor node { ${FIELDS} } } pageInfo { hasNextPage hasPreviousPage startCursor endCursor } }`;
    return (await at.entities({ type: 'Chat', keys: chatIds.map((id) => ({ id })), fields }, viewer)) as Pages;
  };
  const shown = async (viewer: Viewer, chatId: string, args?: string, at?: ReadingRoom['subgraph']) =>
    (await page(viewer, [chatId], args, at)).data._entities[0]?.messages?.edges.map(({ node }) => node) ?? [];
  /** Statements that read messages themselves. */
  const windows = async (work: () => Promise<unknown>) =>
    (await statementsOf(work)).filter((statement) => statement.includes('seq between')).length;

  // A Redis that is busy for a moment is passed over: what is kept is seen to be so sooner or later.
  it('are the same whether they were kept or not', async () => {
    const [ada, bob] = [talk.rooms.person(), talk.rooms.person()];
    const chatId = await talk.rooms.open(ada, bob);
    const said = await talk.say(bob, chatId, 3);
    await talk.subgraph.query(EDIT, { input: { messageId: said[0]?.id, text: 'Да, 👋 "so"\n' } }, bob);
    await talk.subgraph.query(DELETE, { messageId: said[1]?.id }, bob);
    await talk.depart(bob.id);
    for (const args of ['(last: 20)', '(first: 2)', '']) {
      const first = await page(ada, [chatId], args);
      expect(first.errors).toBeUndefined();
      await vi.waitFor(async () => {
        expect(await windows(async () => expect(await page(ada, [chatId], args)).toEqual(first))).toBe(0);
      });
      expect(await page(ada, [chatId], args, talk.replica)).toEqual(first);
    }
  });

  it('have what was just sent, edited, deleted, and whose author has just gone', async () => {
    const [ada, bob] = [talk.rooms.person(), talk.rooms.person()];
    const chatId = await talk.rooms.open(ada, bob);
    expect(await shown(ada, chatId)).toEqual([]);
    const [message] = await talk.say(bob, chatId);
    expect(await shown(ada, chatId)).toMatchObject([{ text: 'say 0', author: { id: bob.id } }]);
    await talk.replica.query(EDIT, { input: { messageId: message?.id, text: 'changed' } }, bob);
    expect(await shown(ada, chatId)).toMatchObject([{ text: 'changed' }]);
    await talk.depart(bob.id);
    expect(await shown(ada, chatId)).toMatchObject([{ text: 'changed', author: null }]);
    await talk.replica.query(DELETE, { messageId: message?.id }, ada);
    expect(await shown(ada, chatId)).toMatchObject([{ text: '', seq: 1 }]);
  });

  it('have every message of their reader at once, while many send and edit through two replicas', async () => {
    const members = Array.from({ length: 6 }, () => talk.rooms.person());
    const [owner, ...others] = members;
    if (owner === undefined) throw new Error('nobody');
    const chatId = await talk.rooms.open(owner, ...others);
    const converse = async (member: (typeof members)[number], index: number) => {
      for (let turn = 0; turn < 6; turn += 1) {
        const at = (index + turn) % 2 ? talk.subgraph : talk.replica;
        const [message] = await talk.say(member, chatId);
        const found = (await shown(member, chatId, '(last: 100)', at)).find(({ id }) => id === message?.id);
        expect(found?.text).toBe('say 0');
        await talk.replica.query(EDIT, { input: { messageId: message?.id, text: `${index} ${turn}` } }, member);
        const edited = (await shown(member, chatId, '(last: 100)', at)).find(({ id }) => id === message?.id);
        expect(edited?.text).toBe(`${index} ${turn}`);
      }
    };
    await Promise.all(members.map(converse));
    const all = await shown(owner, chatId, '(last: 100)');
    expect(all.map(({ seq }) => seq)).toEqual(Array.from({ length: 36 }, (_, index) => index + 1));
  });

  it('are of members only, also when they have been kept', async () => {
    const [ada, bob] = [talk.rooms.person(), talk.rooms.person()];
    const chatId = await talk.rooms.open(ada, bob);
    await talk.say(ada, chatId);
    for (const viewer of [ada, bob, ada, bob]) expect(await shown(viewer, chatId)).toHaveLength(1);
    for (const viewer of [someUser('ADMIN'), undefined])
      expect((await page(viewer, [chatId])).data._entities).toEqual([{ messages: null }]);
    await talk.rooms.does(bob, 'leave', chatId);
    expect((await page(bob, [chatId])).data._entities).toEqual([{ messages: null }]);
  });

  it('of many chats take as many statements as of one, some of them kept or none', async () => {
    const user = talk.rooms.person();
    const chatIds = await Promise.all(Array.from({ length: 12 }, () => talk.rooms.open(user)));
    for (const chatId of chatIds) await talk.say(user, chatId);
    expect(await windows(() => page(user, chatIds.slice(0, 4)))).toBe(1);
    expect(await windows(() => page(user, chatIds))).toBe(1);
    await vi.waitFor(async () => {
      expect(await windows(() => page(user, chatIds))).toBe(0);
    });
    const counters = (await statementsOf(() => page(user, chatIds))).filter((text) =>
      text.includes('last_revision from'),
    );
    expect(counters).toHaveLength(1);
  });
}
