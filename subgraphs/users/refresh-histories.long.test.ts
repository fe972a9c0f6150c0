import fc from 'fast-check';
import { afterAll, beforeAll, describe, it } from 'vitest';

import { openRefreshStage, wish, type RefreshStage } from './refresh-histories.suite.ts';

const TIMEOUT_MS = 600_000;

describe('sessions and their refresh tokens', () => {
  let stage: RefreshStage;
  beforeAll(async () => {
    stage = await openRefreshStage();
  });
  afterAll(() => stage.close());

  it('do in 3,000 histories what the model says', { timeout: TIMEOUT_MS }, async () => {
    const history = fc.array(wish, { minLength: 4, maxLength: 20 });
    await fc.assert(
      fc.asyncProperty(history, async (wishes) => {
        let model = await stage.play(await stage.newModel(), [{ kind: 'open' }]);
        for (const one of wishes) model = await stage.play(model, [one]);
      }),
      { numRuns: 3_000 },
    );
  });

  it(
    'do in 1,000 histories of operations at once what some order of them explains',
    { timeout: TIMEOUT_MS },
    async () => {
      const concurrent = wish.filter(({ kind }) => kind === 'refresh' || kind === 'end');
      const turn = fc.oneof(
        wish.map((one) => [one]),
        fc.array(concurrent, { minLength: 2, maxLength: 4 }),
      );
      await fc.assert(
        fc.asyncProperty(fc.array(turn, { minLength: 3, maxLength: 10 }), async (turns) => {
          let model = await stage.play(await stage.newModel(), [{ kind: 'open' }]);
          for (const atOnce of turns) model = await stage.play(model, atOnce);
        }),
        { numRuns: 1_000 },
      );
    },
  );
});
