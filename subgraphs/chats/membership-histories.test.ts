import { readFileSync } from 'node:fs';
import { join } from 'node:path';

import fc from 'fast-check';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';

import { openChats, type OpenChats } from './chats.suite.ts';
import { followsTheModel, histories } from './membership-histories.suite.ts';

const LANES = 4;
/** What the histories are there to meet. */
const EVERY_ANSWER = [
  'ChatJoined',
  'ChatLeft',
  'ChatNotFound',
  'ChatRoleTooLow',
  'ChatUpdated',
  'LastOwner',
  'MemberAdded',
  'MemberNotFound',
  'MemberRemoved',
  'MemberRoleChanged',
];

describe('histories of memberships', () => {
  let world: OpenChats;
  beforeAll(async () => {
    world = await openChats();
  });
  afterAll(() => world.close());

  it('are what the model says, 200 of them', async () => {
    const seen = new Set<string>();
    const lane = () =>
      fc.assert(
        fc.asyncProperty(histories, async (steps) => {
          for (const answer of await followsTheModel(world, steps)) seen.add(answer);
        }),
        { numRuns: 200 / LANES },
      );
    await Promise.all(Array.from({ length: LANES }, lane));
    expect([...seen].sort()).toEqual(EVERY_ANSWER);
  }, 60_000);

  it('have a model that is read in a minute: at most 60 lines', () => {
    const model = readFileSync(join(import.meta.dirname, 'membership-model.suite.ts'), 'utf8');
    expect(model.trimEnd().split('\n').length).toBeLessThanOrEqual(60);
  });
});
