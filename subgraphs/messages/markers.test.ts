import { afterAll, beforeAll, describe, expect, it, vi } from 'vitest';

import {
  SOME_TEXT,
  someUser,
  statementsOf,
  type TestList,
  type TestReply,
} from '../../tests/support/open-test-subgraph.ts';
import { openReadingRoom, type ReadingRoom, type ShownMarker } from './marker.suite.ts';

describe('read markers', () => {
  let talk: ReadingRoom;
  beforeAll(async () => {
    talk = await openReadingRoom();
  });
  afterAll(() => talk.close());

  const twoInAChat = async () => {
    const [ada, bob] = [talk.rooms.person(), talk.rooms.person()];
    return { ada, bob, chatId: await talk.rooms.open(ada, bob) };
  };

  it('move forward only', async () => {
    const { ada, bob, chatId } = await twoInAChat();
    await talk.say(ada, chatId, 5);
    const at3 = { seq: 3, version: 1, user: { id: bob.id } };
    expect(await talk.mark(bob, chatId.toUpperCase(), 3)).toEqual({
      __typename: 'MarkedRead',
      moved: true,
      marker: at3,
    });
    for (const seq of [3, 2, 1])
      expect(await talk.mark(bob, chatId, seq)).toEqual({ __typename: 'MarkedRead', moved: false, marker: at3 });
    expect(await talk.mark(bob, chatId, 5)).toMatchObject({ moved: true, marker: { seq: 5, version: 2 } });
    const { data } = await talk.reading(bob, [chatId]);
    expect(data._entities).toEqual([{ unreadCount: 0, myReadMarker: { ...at3, seq: 5, version: 2 } }]);
    expect((await talk.reading(ada, [chatId])).data._entities).toEqual([{ unreadCount: 0, myReadMarker: null }]);
  });

  it.each([0, -1, 3, 2_147_483_647, -2_147_483_648])('do not move to %i where two things were said', async (seq) => {
    const { ada, chatId } = await twoInAChat();
    await talk.say(ada, chatId, 2);
    expect(await talk.mark(ada, chatId, seq)).toEqual({
      __typename: 'InvalidMarker',
      problems: [{ field: 'seq', message: SOME_TEXT }],
    });
  });

  it('do not move where nothing was said', async () => {
    const { ada, chatId } = await twoInAChat();
    expect(await talk.mark(ada, chatId, 1)).toMatchObject({ __typename: 'InvalidMarker' });
  });

  it('are of members only', async () => {
    const { ada, chatId } = await twoInAChat();
    await talk.say(ada, chatId);
    await talk.mark(ada, chatId, 1);
    for (const id of [chatId, crypto.randomUUID(), '', 'x', 'a\0b', '\udc00']) {
      const stranger = someUser('ADMIN');
      expect((await talk.tryToMark(stranger, { chatId: id, seq: 1 })).data?.markRead.__typename).toBe('ChatNotFound');
      expect((await talk.feed(stranger, { chatId: id, after: 0 })).data.readMarkerFeed).toBeNull();
    }
    const unknown = [{ extensions: { code: 'UNAUTHENTICATED' } }];
    expect((await talk.tryToMark(undefined, { chatId, seq: 1 })).errors).toMatchObject(unknown);
    expect((await talk.feed(undefined, { chatId })).errors).toMatchObject(unknown);
    const nothing = { unreadCount: null, myReadMarker: null };
    expect(await talk.reading(someUser(), [chatId])).toEqual({ data: { _entities: [nothing] } });
    expect(await talk.reading(undefined, [chatId])).toMatchObject({
      data: { _entities: [nothing] },
      errors: [{ extensions: { code: 'UNAUTHENTICATED' } }, { extensions: { code: 'UNAUTHENTICATED' } }],
    });
  });

  it('come to the furthest of many moves at once, through whichever replica', async () => {
    const { ada, bob, chatId } = await twoInAChat();
    await talk.say(ada, chatId, 20);
    const moves = Array.from({ length: 40 }, (_, index) => 1 + ((index * 7) % 20));
    const answers = await Promise.all(
      moves.map((seq, index) =>
        talk.mark(index % 4 < 2 ? ada : bob, chatId, seq, index % 2 ? talk.subgraph : talk.replica),
      ),
    );
    const moved = answers.filter((answer) => answer.moved === true).map(({ marker }) => marker?.version);
    expect(new Set(moved).size).toBe(moved.length);
    for (const user of [ada, bob]) {
      const last = Math.max(...moves.filter((_, index) => (index % 4 < 2 ? ada : bob) === user));
      expect((await talk.reading(user, [chatId])).data._entities[0]?.myReadMarker?.seq).toBe(last);
    }
  });

  it('are listed in pages, for members', async () => {
    const owner = talk.rooms.person();
    const members = Array.from({ length: 5 }, () => talk.rooms.person());
    const chatId = await talk.rooms.open(owner, ...members);
    await talk.say(owner, chatId, 3);
    for (const member of members) await talk.mark(member, chatId, 2);
    const page = async (args: string, viewer = owner) => {
      const fields = `readMarkers${args} { edges { cursor node { seq user { id } chat { id } } } pageInfo { hasNextPage endCursor } }`;
      const reply = await talk.subgraph.entities({ type: 'Chat', keys: [{ id: chatId }], fields }, viewer);
      return reply as TestReply<{ _entities: readonly [{ readMarkers: TestList<ShownMarker> | null }] }>;
    };
    const seen: string[] = [];
    for (let after: string | null = null, more = true; more;) {
      const { readMarkers }: { readMarkers: TestList<ShownMarker> | null } = (
        await page(`(first: 2, after: ${JSON.stringify(after)})`)
      ).data._entities[0];
      seen.push(...(readMarkers?.edges.map(({ node }) => node.user.id) ?? []));
      ({ endCursor: after, hasNextPage: more } = readMarkers?.pageInfo ?? { endCursor: null, hasNextPage: false });
      await talk.mark(members[0] ?? owner, chatId, 3);
    }
    expect(seen).toEqual(members.map(({ id }) => id).toSorted());
    expect((await page('', talk.rooms.person())).data._entities).toEqual([{ readMarkers: null }]);
    const wrong = [
      '(first: 0)',
      '(first: 101)',
      '(after: "x")',
      `(after: "${Buffer.from('[1]').toString('base64url')}")`,
    ];
    for (const args of wrong)
      expect((await page(args)).errors).toMatchObject([{ extensions: { code: 'BAD_USER_INPUT' } }]);
  });

  it('go with the account, which moves no other from then on', async () => {
    const { ada, bob, chatId } = await twoInAChat();
    await talk.say(ada, chatId, 2);
    await talk.mark(bob, chatId, 1);
    for (let turn = 0; turn < 2; turn += 1) expect(await talk.depart(bob.id)).toBe(200);
    expect((await talk.feed(ada, { chatId, after: 0 })).data.readMarkerFeed).toEqual({
      items: [],
      cursor: 1,
      hasNextPage: false,
    });
    expect((await talk.tryToMark(bob, { chatId, seq: 2 })).errors).toMatchObject([
      { extensions: { code: 'UNAUTHENTICATED' } },
    ]);
  });

  it('are read and counted with as many statements for many chats as for one', async () => {
    const user = talk.rooms.person();
    const chatIds = await Promise.all(Array.from({ length: 20 }, () => talk.rooms.open(user)));
    for (const chatId of chatIds) await talk.say(user, chatId);
    for (const chatId of chatIds) await talk.mark(user, chatId, 1);
    // What is announced in the background writes, and only that.
    const reads = async (ids: readonly string[]) =>
      (await statementsOf(() => talk.reading(user, ids))).filter((statement) => !/update|is_behind/.test(statement))
        .length;
    const ofOne = await reads(chatIds.slice(0, 1));
    expect(ofOne).toBe(3);
    expect(await reads(chatIds)).toBe(ofOne);
  });

  describe('as a log', () => {
    it('begin at the end without a place, and go on from each cursor', async () => {
      const owner = talk.rooms.person();
      const members = Array.from({ length: 4 }, () => talk.rooms.person());
      const chatId = await talk.rooms.open(owner, ...members);
      expect((await talk.feed(owner, { chatId })).data.readMarkerFeed).toEqual({
        items: [],
        cursor: 0,
        hasNextPage: false,
      });
      await talk.say(owner, chatId, 2);
      for (const member of [owner, ...members]) await talk.mark(member, chatId, 1);
      await talk.mark(owner, chatId, 2);
      expect((await talk.feed(owner, { chatId })).data.readMarkerFeed).toEqual({
        items: [],
        cursor: 6,
        hasNextPage: false,
      });
      const versions: number[] = [];
      for (let after = 0, more = true; more;) {
        const { data } = await talk.feed(owner, { chatId, after, first: 2 });
        versions.push(...(data.readMarkerFeed?.items.map(({ version }) => version) ?? []));
        ({ cursor: after, hasNextPage: more } = data.readMarkerFeed ?? { cursor: 0, hasNextPage: false });
      }
      expect(versions).toEqual([2, 3, 4, 5, 6]);
    });

    it.each([
      ['after', { after: 2 }],
      ['after', { after: -1 }],
      ['after', { after: 2_147_483_647 }],
      ['first', { after: 0, first: 0 }],
      ['first', { after: 0, first: 101 }],
    ])('refuse a wrong `%s` in %o', async (field, wrong) => {
      const { ada, chatId } = await twoInAChat();
      await talk.say(ada, chatId);
      await talk.mark(ada, chatId, 1);
      expect((await talk.feed(ada, { chatId, ...wrong })).errors).toMatchObject([
        { extensions: { code: 'BAD_USER_INPUT', field } },
      ]);
    });

    it('never show a move before an earlier one, while many move', async () => {
      const owner = talk.rooms.person();
      const members = Array.from({ length: 8 }, () => talk.rooms.person());
      const chatId = await talk.rooms.open(owner, ...members);
      await talk.say(owner, chatId, 12);
      const last = new Map<string, number>();
      let isMoving = true;
      const follow = async () => {
        for (let after = 0; ;) {
          const isLast = !isMoving;
          const { data } = await talk.feed(owner, { chatId, after });
          for (const { version, seq, user } of data.readMarkerFeed?.items ?? []) {
            expect(version).toBeGreaterThan(after);
            expect(seq).toBeGreaterThan(last.get(user.id) ?? 0);
            last.set(user.id, seq);
          }
          after = data.readMarkerFeed?.cursor ?? after;
          if (isLast) return;
        }
      };
      const move = async (member: (typeof members)[number], index: number) => {
        for (let seq = 1; seq <= 12; seq += 1)
          await talk.mark(member, chatId, seq, index % 2 ? talk.subgraph : talk.replica);
      };
      const following = follow();
      await Promise.all(members.map(move));
      isMoving = false;
      await following;
      expect([...last.entries()].toSorted()).toEqual(members.map(({ id }) => [id, 12]).toSorted());
    });
  });

  it('are told of at once, and only when they move', async () => {
    const { ada, bob, chatId } = await twoInAChat();
    await talk.say(ada, chatId, 2);
    const heard = await talk.listen(chatId);
    for (const seq of [1, 1, 2]) await talk.mark(bob, chatId, seq);
    await vi.waitFor(() => {
      const moves = heard.filter(({ kind }) => kind === 'marker');
      expect(moves.slice(0, 2)).toEqual([1, 2].map((seq) => ({ kind: 'marker', seq })));
    });
  });
});
