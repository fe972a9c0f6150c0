import fc from 'fast-check';
import { afterAll, beforeAll, describe, it } from 'vitest';

import { openRefreshStage, wish, type RefreshStage } from './refresh-histories.suite.ts';

describe('sessions and their refresh tokens', () => {
  let stage: RefreshStage;
  beforeAll(async () => {
    stage = await openRefreshStage();
  });
  afterAll(() => stage.close());

  it('do in 300 histories what the model says', { timeout: 60_000 }, async () => {
    const history = fc.array(wish, { minLength: 4, maxLength: 14 });
    await fc.assert(
      fc.asyncProperty(history, async (wishes) => {
        let model = await stage.play(await stage.newModel(), [{ kind: 'open' }]);
        for (const one of wishes) model = await stage.play(model, [one]);
      }),
      { numRuns: 300 },
    );
  });
});
