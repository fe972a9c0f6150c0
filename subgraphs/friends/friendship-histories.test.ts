import { readFileSync } from 'node:fs';
import { join } from 'node:path';

import fc from 'fast-check';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';

import { openFriends, type OpenFriends } from './friends.suite.ts';
import { followsTheModel, histories } from './friendship-histories.suite.ts';

const LANES = 3;

describe('histories of friendships', () => {
  let world: OpenFriends;
  beforeAll(async () => {
    world = await openFriends();
  });
  afterAll(() => world.close());

  it('are what the model says, 300 of them', async () => {
    const lane = () =>
      fc.assert(
        fc.asyncProperty(histories, (steps) => followsTheModel(world, steps)),
        { numRuns: 300 / LANES },
      );
    await Promise.all(Array.from({ length: LANES }, lane));
  }, 60_000);

  it('have a model that is read in a minute: at most 60 lines', () => {
    const model = readFileSync(join(import.meta.dirname, 'friendship-model.suite.ts'), 'utf8');
    expect(model.trimEnd().split('\n').length).toBeLessThanOrEqual(60);
  });
});
