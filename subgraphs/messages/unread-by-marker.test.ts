import fc from 'fast-check';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';

import { openReadingRoom, type ReadingRoom } from './marker.suite.ts';

const DELETE = 'mutation ($messageId: ID!) { deleteMessage(messageId: $messageId) { __typename } }';
const MEMBERS = 3;

interface ToldMessage {
  readonly id: string;
  readonly author: number;
  isDeleted: boolean;
}

describe('the count of what was not read', () => {
  let talk: ReadingRoom;
  beforeAll(async () => {
    talk = await openReadingRoom();
  });
  afterAll(() => talk.close());

  it('is that of messages of others after the marker, without deleted ones, whatever happened before', async () => {
    const member = fc.nat({ max: MEMBERS - 1 });
    const place = fc.double({ min: 0, max: 1, noNaN: true });
    const step = fc.oneof(
      { weight: 3, arbitrary: fc.record({ kind: fc.constant('say' as const), member }) },
      { weight: 2, arbitrary: fc.record({ kind: fc.constant('read' as const), member, place }) },
      { weight: 2, arbitrary: fc.record({ kind: fc.constant('delete' as const), place }) },
    );
    await fc.assert(
      fc.asyncProperty(fc.array(step, { minLength: 5, maxLength: 25 }), async (steps) => {
        const members = Array.from({ length: MEMBERS }, () => talk.rooms.person());
        const [owner] = members;
        if (owner === undefined) return;
        const chatId = await talk.rooms.open(owner, ...members.slice(1));
        const said: ToldMessage[] = [];
        const read = members.map(() => 0);
        const personOf = (index: number) => members[index] ?? owner;
        for (const each of steps) {
          if (each.kind === 'say') {
            const [message] = await talk.say(personOf(each.member), chatId);
            if (message !== undefined) said.push({ id: message.id, author: each.member, isDeleted: false });
            continue;
          }
          const index = Math.min(said.length - 1, Math.floor(each.place * said.length));
          const message = said[index];
          if (message === undefined) continue;
          if (each.kind === 'read') {
            await talk.mark(personOf(each.member), chatId, index + 1);
            read[each.member] = Math.max(read[each.member] ?? 0, index + 1);
          } else {
            await talk.subgraph.query(DELETE, { messageId: message.id }, personOf(message.author));
            message.isDeleted = true;
          }
        }
        for (const [index, person] of members.entries()) {
          const expected = said.slice(read[index]).filter(({ author, isDeleted }) => author !== index && !isDeleted);
          const { data } = await talk.reading(person, [chatId]);
          expect(data._entities[0]?.unreadCount).toBe(expected.length);
        }
      }),
      { numRuns: 12 },
    );
  });

  it('counts on where the author of messages is gone', async () => {
    const [ada, bob, cat] = [talk.rooms.person(), talk.rooms.person(), talk.rooms.person()];
    const chatId = await talk.rooms.open(ada, bob, cat);
    await talk.say(bob, chatId, 3);
    await talk.say(cat, chatId, 2);
    await talk.depart(bob.id);
    await talk.say(ada, chatId);
    expect((await talk.reading(ada, [chatId])).data._entities[0]?.unreadCount).toBe(5);
    expect((await talk.reading(cat, [chatId])).data._entities[0]?.unreadCount).toBe(4);
  });

  it('is zero where nothing was ever said', async () => {
    const ada = talk.rooms.person();
    const chatId = await talk.rooms.open(ada);
    expect((await talk.reading(ada, [chatId])).data._entities).toEqual([{ unreadCount: 0, myReadMarker: null }]);
  });

  it('is exact while members write and read at once', async () => {
    const members = [talk.rooms.person(), talk.rooms.person(), talk.rooms.person()] as const;
    const chatId = await talk.rooms.open(...members);
    await Promise.all(members.map((member) => talk.say(member, chatId, 10)));
    await talk.mark(members[0], chatId, 30);
    await Promise.all(members.map((member) => talk.say(member, chatId, 5)));
    const counts = await Promise.all(members.map((member) => talk.reading(member, [chatId])));
    expect(counts.map(({ data }) => data._entities[0]?.unreadCount)).toEqual([10, 30, 30]);
  });
});
