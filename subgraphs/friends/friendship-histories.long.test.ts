import fc from 'fast-check';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';

import { openDatabase, type Database } from '../../kernel/database/index.ts';
import { openFriends, type OpenFriends } from './friends.suite.ts';
import { followsTheModel, histories, pairOf, take } from './friendship-histories.suite.ts';
import { friends } from './module.ts';

const LANES = 3;

/** Rows that must never be, whatever happened at the same time. */
const CONTRADICTIONS = `
  select 'blocked friends' as what, f.id from friendship as f join user_block as b
    on (b.blocker_id, b.blocked_id) in ((f.requester_id, f.addressee_id), (f.addressee_id, f.requester_id))
    where f.status = 'ACCEPTED'
  union all select 'a shown request of a blocked one', f.id from friendship as f join user_block as b
    on b.blocker_id = f.addressee_id and b.blocked_id = f.requester_id where f.status = 'PENDING'
  union all select 'a request of a blocker', f.id from friendship as f join user_block as b
    on b.blocker_id = f.requester_id and b.blocked_id = f.addressee_id
  union all select 'a request hidden without a block', f.id from friendship as f
    where f.status = 'HIDDEN' and not exists (
      select from user_block as b where b.blocker_id = f.addressee_id and b.blocked_id = f.requester_id)
  union all select 'a pair twice', a.id from friendship as a join friendship as b
    on a.requester_id = b.addressee_id and a.addressee_id = b.requester_id`;

describe('many histories of friendships', () => {
  let world: OpenFriends;
  let database: Database;
  beforeAll(async () => {
    world = await openFriends();
    const { entities, migrations } = friends;
    database = await openDatabase({ url: world.databaseUrl, pool: 2, entities, migrations });
  });
  afterAll(async () => {
    await database.close();
    await world.close();
  });

  it('are what the model says, 3,000 of them', async () => {
    const lane = () =>
      fc.assert(
        fc.asyncProperty(histories, (steps) => followsTheModel(world, steps)),
        { numRuns: 3000 / LANES },
      );
    await Promise.all(Array.from({ length: LANES }, lane));
  }, 600_000);

  it('never contradict themselves where everybody acts at once, 1,000 of them', async () => {
    await fc.assert(
      fc.asyncProperty(histories, histories, async (steps, more) => {
        const people = Array.from({ length: 4 }, () => world.person());
        const ids = new Map<string, string>();
        for (const together of [steps, more]) await Promise.all(together.map((step) => take(world, people, step, ids)));
      }),
      { numRuns: 1000 },
    );
    expect(await database.fork().execute(CONTRADICTIONS)).toEqual([]);
  }, 600_000);

  it('end in one accepted friendship where two ask each other, whatever else goes on', async () => {
    await fc.assert(
      fc.asyncProperty(histories, async (noise) => {
        const people = Array.from({ length: 4 }, () => world.person());
        const ids = new Map<string, string>();
        const others = noise.filter((step) => pairOf(step) !== '0 1');
        const crossing = [0, 1, 0, 1].map((user) => ({ deed: 'request', user, other: 1 - user, tag: '' }) as const);
        await Promise.all([...others, ...crossing].map((step) => take(world, people, step, ids)));
        const [ann, bob] = people;
        if (ann === undefined || bob === undefined) throw new Error('nobody');
        expect((await world.peerOf(ann, bob)).friendship?.status).toBe('ACCEPTED');
      }),
      { numRuns: 500 },
    );
  }, 600_000);
});
