import { afterAll, beforeAll, describe, expect, it } from 'vitest';

import { openDatabase, type Database } from '../../kernel/database/index.ts';
import { openChats, type OpenChats, type Person } from './chats.suite.ts';
import { chats as definition } from './module.ts';

const ROUNDS = 10;

describe('members who act at once', () => {
  let world: OpenChats;
  let database: Database;
  beforeAll(async () => {
    world = await openChats();
    const { entities, migrations } = definition;
    database = await openDatabase({ url: world.databaseUrl, pool: 2, entities, migrations });
  });
  afterAll(async () => {
    await database.close();
    await world.close();
  });

  const people = (count: number): readonly Person[] => Array.from({ length: count }, () => world.person());
  const typesOf = (answers: readonly { readonly __typename: string }[]) =>
    answers.map((answer) => answer.__typename).sort();
  const twoOwners = async () => {
    const [one, two, member] = [world.person(), world.person(), world.person()] as const;
    const chatId = await world.open(one, two, member);
    await world.does(one, 'role', { chatId, userId: two.id, role: 'OWNER' });
    return { one, two, member, chatId };
  };

  it('leave one of two owners who go at the same moment', async () => {
    for (let round = 0; round < ROUNDS; round++) {
      const { one, two, member, chatId } = await twoOwners();
      const answers = await Promise.all([one, two].map((owner) => world.does(owner, 'leave', chatId)));
      expect(typesOf(answers)).toEqual(['ChatLeft', 'LastOwner']);
      expect(Object.values(await world.rolesIn(member, chatId)).sort()).toEqual(['MEMBER', 'OWNER']);
    }
  });

  it('leave an owner where one steps down while the other goes, is removed, or loses the account', async () => {
    for (let round = 0; round < ROUNDS; round++) {
      const { one, two, member, chatId } = await twoOwners();
      const other = [
        () => world.does(two, 'leave', chatId),
        () => world.does(one, 'remove', { chatId, userId: two.id }),
        () => world.event('users', 'UserDeleted', { userId: two.id }),
      ][round % 3];
      await Promise.all([world.does(one, 'role', { chatId, userId: one.id, role: 'MEMBER' }), other?.()]);
      expect(Object.values(await world.rolesIn(member, chatId))).toContain('OWNER');
    }
  });

  it('have one membership, however often they join at once', async () => {
    const [owner, guest] = [world.person(), world.person()];
    const chatId = await world.open(owner);
    const answers = await Promise.all(Array.from({ length: 50 }, () => world.does(guest, 'join', { chatId })));
    expect(new Set(answers.map(({ membership }) => membership?.id)).size).toBe(1);
    expect(answers.filter(({ alreadyMember }) => alreadyMember === false)).toHaveLength(1);
    expect(await world.read(guest, chatId)).toMatchObject({ memberCount: 2, version: 2 });
  });

  it('are counted and give the chat a version each', async () => {
    const owner = world.person();
    const chatId = await world.open(owner);
    const guests = people(30);
    await Promise.all(
      guests.map((guest, at) =>
        at % 2 === 0 ? world.does(guest, 'join', { chatId }) : world.does(owner, 'add', { chatId, userId: guest.id }),
      ),
    );
    expect(await world.read(owner, chatId)).toMatchObject({ memberCount: 31, version: 31 });
    await Promise.all(guests.map((guest) => world.does(guest, 'leave', chatId)));
    expect(await world.read(owner, chatId)).toMatchObject({ memberCount: 1, version: 61 });
  });

  it('never wait for one another in a circle, departures included', async () => {
    for (let round = 0; round < ROUNDS; round++) {
      const group = people(6);
      const [owner] = group;
      if (owner === undefined) throw new Error('nobody');
      const chatIds = await Promise.all([1, 2, 3].map(() => world.open(owner, ...group.slice(1))));
      const depart = ({ id: userId }: Person) => world.event('users', 'UserDeleted', { userId });
      const [gone = owner, alsoGone = owner, ...others] = group.slice(1);
      const statuses = await Promise.all([
        depart(gone),
        ...chatIds.map((chatId) => world.send(owner, 'add', { chatId, userId: gone.id })),
        ...chatIds.map((chatId) => world.send(gone, 'role', { chatId, userId: owner.id, role: 'MEMBER' })),
        depart(alsoGone),
        ...chatIds.flatMap((chatId) => others.map((other) => world.send(other, 'leave', chatId))),
        world.event('messages', 'ChatsActive', {
          chats: chatIds.toReversed().map((chatId) => ({ chatId, lastSeq: 1, at: new Date().toISOString() })),
        }),
      ]);
      const codes = statuses.flatMap((reply): readonly (string | number)[] =>
        typeof reply === 'number' ? [reply] : (reply.errors ?? []).map(({ extensions }) => extensions.code),
      );
      expect(codes.filter((code) => code !== 'UNAUTHENTICATED')).toEqual([200, 200, 200]);
      for (const chatId of chatIds) expect(await world.rolesIn(owner, chatId)).toEqual({ [owner.id]: 'OWNER' });
    }
  });

  it('are no more than a chat may have', async () => {
    const [owner, last, late] = [world.person(), world.person(), world.person()];
    const chatId = await world.open(owner);
    await database.fork().execute(
      `insert into membership (id, chat_id, user_id, role, created_at)
       select gen_random_uuid(), ?, gen_random_uuid(), 'MEMBER', now() from generate_series(1, 9998)`,
      [chatId],
    );
    const answers = await Promise.all([last, late].map((guest) => world.does(guest, 'join', { chatId })));
    expect(typesOf(answers)).toEqual(['ChatFull', 'ChatJoined']);
    expect(await world.does(owner, 'add', { chatId, userId: world.person().id })).toEqual({
      __typename: 'ChatFull',
      chatId,
      mostMembers: 10_000,
    });
    expect(await world.read(owner, chatId)).toMatchObject({ memberCount: 10_000 });
    await world.does(owner, 'leave', chatId);
    await database.fork().execute('delete from membership where chat_id = ?', [chatId]);
  });
});
