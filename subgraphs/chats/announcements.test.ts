import { afterAll, beforeAll, describe, expect, it, vi } from 'vitest';

import { openDatabase, type Database } from '../../kernel/database/index.ts';
import { createMemorySignals, type AddressedSignal, type SignalBus } from '../../kernel/signals/index.ts';
import { openTestSubgraph } from '../../tests/support/open-test-subgraph.ts';
import { openChats, type OpenChats } from './chats.suite.ts';
import { chats as definition } from './module.ts';

const SOON = { timeout: 15_000, interval: 20 };

/** Carries signals on, and keeps what was announced; while it is away it refuses. */
interface Recording extends SignalBus {
  readonly announced: AddressedSignal[];
  isAway: boolean;
}

function record(): Recording {
  const carrier = createMemorySignals();
  const recording: Recording = {
    ...carrier,
    announced: [],
    isAway: false,
    async announce(signals) {
      if (recording.isAway) throw new Error('the bus is away');
      recording.announced.push(...signals);
      await carrier.announce(signals);
    },
  };
  return recording;
}

describe('changes of a chat', () => {
  const signals = record();
  let world: OpenChats;
  let database: Database;
  beforeAll(async () => {
    world = await openChats({ signals });
    const { entities, migrations } = definition;
    database = await openDatabase({ url: world.databaseUrl, pool: 2, entities, migrations });
  });
  afterAll(async () => {
    await database.close();
    await world.close();
  });

  const versionsOf = (chatId: string) =>
    signals.announced.flatMap(({ topic, signal }) =>
      topic === `chat:${chatId}` && signal.kind === 'chat' ? [signal.seq] : [],
    );
  const announcedUpTo = async (chatId: string) => {
    const [row] = await database
      .fork()
      .execute<{ announced_version: number }[]>('select announced_version from chat where id = ?', [chatId]);
    return row?.announced_version;
  };
  const isAnnounced = (chatId: string, version: number) =>
    vi.waitFor(async () => {
      expect(Math.max(...versionsOf(chatId))).toBe(version);
      expect(await announcedUpTo(chatId)).toBe(version);
    }, SOON);

  it('are announced, each with its version', async () => {
    const [owner, member] = [world.person(), world.person()];
    const chatId = await world.open(owner);
    expect(await announcedUpTo(chatId)).toBe(1);
    for (const [index, change] of [
      () => world.does(owner, 'update', { chatId, name: 'cake' }),
      () => world.does(member, 'join', { chatId }),
      () => world.does(member, 'name', { chatId, displayName: 'Em' }),
      () => world.does(owner, 'role', { chatId, userId: member.id, role: 'OWNER' }),
      () => world.does(owner, 'leave', chatId),
      () => world.does(member, 'add', { chatId, userId: owner.id }),
      () => world.does(member, 'remove', { chatId, userId: owner.id }),
    ].entries()) {
      await change();
      await isAnnounced(chatId, index + 2);
    }
  });

  it('are found by whoever looks because of the announcement', async () => {
    const owner = world.person();
    const chatId = await world.open(owner);
    const seen: (string | undefined)[] = [];
    const listening = await signals.listen(`chat:${chatId}`, {
      onSignal() {
        void world.read(owner, chatId).then((chat) => seen.push(chat?.name));
      },
      onGap: () => undefined,
    });
    await world.does(owner, 'update', { chatId, name: 'cake' });
    await vi.waitFor(() => {
      expect(seen[0]).toBe('cake');
    }, SOON);
    listening.stop();
  });

  it('are announced when somebody departs who was in the chat', async () => {
    const [owner, heir] = [world.person(), world.person()];
    const chatId = await world.open(owner, heir);
    await world.event('users', 'UserDeleted', { userId: owner.id });
    await isAnnounced(chatId, 3);
    expect(await world.read(heir, chatId)).toMatchObject({
      version: 3,
      memberCount: 1,
      myMembership: { role: 'OWNER' },
    });
    await world.event('users', 'UserDeleted', { userId: owner.id });
    expect(await world.read(heir, chatId)).toMatchObject({ version: 3 });
  });

  it('are announced again until the bus has taken them', async () => {
    const owner = world.person();
    const chatIds = await Promise.all(Array.from({ length: 5 }, () => world.open(owner)));
    signals.isAway = true;
    for (const chatId of chatIds)
      expect(await world.does(owner, 'update', { chatId, name: 'cake' })).toMatchObject({ __typename: 'ChatUpdated' });
    for (const chatId of chatIds) expect([await announcedUpTo(chatId), versionsOf(chatId)]).toEqual([1, []]);
    signals.isAway = false;
    for (const chatId of chatIds) await isAnnounced(chatId, 2);
  });

  it('are made up for at once, however many were not announced', async () => {
    const rows = await database.fork().execute<{ id: string }[]>(
      `insert into chat (id, name, version, created_at, updated_at, last_activity_at)
       select gen_random_uuid(), 'tea', 2, now(), now(), now() from generate_series(1, 1000) returning id`,
    );
    await vi.waitFor(async () => {
      expect(await database.fork().execute('select 1 from chat where announced_version < version')).toEqual([]);
    }, SOON);
    const topics = new Set(signals.announced.map(({ topic }) => topic));
    expect(rows.every(({ id }) => topics.has(`chat:${id}`))).toBe(true);
  });

  it('are announced by another process where the one that made them is gone, however many look for them', async () => {
    const owner = world.person();
    const chatId = await world.open(owner);
    // As a process leaves it that ends between the commit and the announcement.
    await database.fork().execute('update chat set version = 7 where id = ?', [chatId]);
    const others = await Promise.all(
      [1, 2].map(() => openTestSubgraph(definition, { signals, databaseUrl: world.databaseUrl })),
    );
    await isAnnounced(chatId, 7);
    await Promise.all(others.map((other) => other.close()));
  });

  it('that were not made are not announced', async () => {
    const [owner, member] = [world.person(), world.person()];
    const chatId = await world.open(owner, member);
    await isAnnounced(chatId, 2);
    await database.fork().execute(
      `create function refuse() returns trigger language plpgsql as
       $$ begin if old.chat_id = '${chatId}' then raise exception 'refused'; end if; return old; end $$`,
    );
    await database
      .fork()
      .execute('create trigger refuse before delete on membership for each row execute function refuse()');
    expect((await world.send(member, 'leave', chatId)).errors).toHaveLength(1);
    expect(await world.event('users', 'UserDeleted', { userId: member.id })).toBe(500);
    for (const [deed, input] of [
      ['update', { chatId, name: '' }],
      ['update', { chatId, name: 'tea' }],
      ['leave', chatId],
    ] as const)
      await world.does(owner, deed, input);
    await database.fork().execute('drop trigger refuse on membership');
    expect(await world.read(owner, chatId)).toMatchObject({ version: 2, memberCount: 2 });
    await world.does(owner, 'update', { chatId, name: 'cake' });
    await isAnnounced(chatId, 3);
    expect(new Set(versionsOf(chatId))).toEqual(new Set([2, 3]));
  });
});
