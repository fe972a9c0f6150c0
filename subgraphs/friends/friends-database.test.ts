import { v7 as uuidv7 } from 'uuid';
import { afterAll, beforeAll, describe, expect, it, vi } from 'vitest';

import { openDatabase, type Database } from '../../kernel/database/index.ts';
import { freshDatabase } from '../../tests/support/index.ts';
import { openTestSubgraph, someUser } from '../../tests/support/open-test-subgraph.ts';
import { lockActor } from './database/user-lock.ts';
import { openFriends } from './friends.suite.ts';
import { friends } from './module.ts';

const { entities, migrations } = friends;
const INSERT = `insert into friendship (id, requester_id, addressee_id, tag, status, created_at, updated_at)
  values (?, ?, ?, ?, ?, now(), now())`;

describe('the database of friends', () => {
  let database: Database;
  beforeAll(async () => {
    database = await openDatabase({ url: await freshDatabase(), pool: 2, entities, migrations });
  });
  afterAll(() => database.close());

  const [ann, bob] = [uuidv7(), uuidv7()];
  const insert = (one: string, other: string, status = 'PENDING', tag = '') =>
    database.fork().execute(INSERT, [uuidv7(), one, other, tag, status]);
  const block = (one: string, other: string) =>
    database
      .fork()
      .execute('insert into user_block (id, blocker_id, blocked_id, created_at) values (?, ?, ?, now())', [
        uuidv7(),
        one,
        other,
      ]);

  it('refuses what is no friendship and no block, by constraints with names', async () => {
    await insert(ann, bob);
    await expect(insert(ann, bob)).rejects.toThrow('friendship_pair');
    await expect(insert(bob, ann)).rejects.toThrow('friendship_pair');
    await expect(insert(ann, ann)).rejects.toThrow('friendship_not_with_oneself');
    await expect(insert(ann, uuidv7(), 'ENEMIES')).rejects.toThrow('friendship_status_known');
    await expect(insert(ann, uuidv7(), 'ACCEPTED', 'x'.repeat(10_001))).rejects.toThrow('friendship_tag_length');
    await block(ann, bob);
    await block(bob, ann);
    await expect(block(ann, bob)).rejects.toThrow('user_block_once');
    await expect(block(ann, ann)).rejects.toThrow('user_block_not_of_oneself');
  });

  it('does not take one friendship of a pair for another that came meanwhile', async () => {
    const world = await openFriends();
    const [asker, asked] = [world.person(), world.person()];
    const { friendship } = await world.request(asker, asked);
    const stored = await openDatabase({ url: world.databaseUrl, pool: 2, entities, migrations });
    const waiting = `select pid from pg_locks where locktype = 'advisory' and not granted
      and database = (select oid from pg_database where datname = current_database())`;
    const em = stored.fork();
    await em.begin();
    await lockActor(em, { actorId: asked.id, otherId: asker.id });
    const accepting = world.does(asked, 'accept', { friendshipId: friendship?.id });
    await vi.waitUntil(async () => (await stored.fork().execute<unknown[]>(waiting)).length > 0, { timeout: 10_000 });
    await em.execute('delete from friendship');
    await em.execute(INSERT, [uuidv7(), asker.id, asked.id, 'another', 'PENDING']);
    await em.commit();
    expect(await accepting).toEqual({ __typename: 'FriendshipNotFound', friendshipId: friendship?.id });
    expect((await world.peerOf(asked, asker)).friendship).toMatchObject({ tag: 'another', status: 'PENDING' });
    await stored.close();
    await world.close();
  });

  it('keeps what is stored when it moves on from its first step', async () => {
    const url = await freshDatabase();
    const before = await openDatabase({ url, pool: 2, entities, migrations: migrations.slice(0, 1) });
    const [one, asker] = [uuidv7(), uuidv7()];
    await before.fork().execute(INSERT, [uuidv7(), one, bob, 'old', 'ACCEPTED']);
    await before.fork().execute(INSERT, [uuidv7(), asker, one, 'x'.repeat(200), 'PENDING']);
    await before.close();
    const subgraph = await openTestSubgraph(friends, { databaseUrl: url });
    const fields = `friends { edges { node { id } friendship { tag status } } }
      friendRequests { edges { node { requester { id } } } } friendships { total }`;
    const { data } = await subgraph.entities({ type: 'User', keys: [{ id: one }], fields }, someUser('ADMIN'));
    expect(data._entities).toEqual([
      {
        friends: { edges: [{ node: { id: bob }, friendship: { tag: 'old', status: 'ACCEPTED' } }] },
        friendRequests: { edges: [{ node: { requester: { id: asker } } }] },
        friendships: { total: 2 },
      },
    ]);
    await subgraph.close();
  });
});
