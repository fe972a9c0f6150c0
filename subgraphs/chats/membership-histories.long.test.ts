import fc from 'fast-check';
import { afterAll, beforeAll, describe, it } from 'vitest';

import { openChats, type OpenChats } from './chats.suite.ts';
import { followsTheModel, histories } from './membership-histories.suite.ts';

const LANES = 4;

describe('many histories of memberships', () => {
  let world: OpenChats;
  beforeAll(async () => {
    world = await openChats();
  });
  afterAll(() => world.close());

  it('are what the model says, 3,000 of them', async () => {
    const lane = () =>
      fc.assert(
        fc.asyncProperty(histories, async (steps) => {
          await followsTheModel(world, steps);
        }),
        { numRuns: 3000 / LANES },
      );
    await Promise.all(Array.from({ length: LANES }, lane));
  }, 600_000);
});
