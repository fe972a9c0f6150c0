import fc from 'fast-check';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';

import { histories, playHistory } from './order-histories.suite.ts';
import { openShop, type Shop } from './order-shop.suite.ts';

/** What the histories are there to meet. */
const EVERY_RESULT = [
  'IllegalTransition',
  'InsufficientStock',
  'InvalidOrder',
  'OrderChanged',
  'OrderDeleted',
  'OrderKeyReused',
  'OrderPlaced',
  'OrderPlaced before',
];

describe('orders with stock', () => {
  let shop: Shop;
  beforeAll(async () => {
    shop = await openShop();
  });
  afterAll(() => shop.close());

  it('go through 300 histories as their model does', async () => {
    const seen = new Set<string>();
    await fc.assert(
      fc.asyncProperty(histories, async (history) => {
        for (const result of await playHistory(shop, history)) seen.add(result);
      }),
      { numRuns: 300 },
    );
    expect([...seen].sort()).toEqual(EVERY_RESULT);
  }, 60_000);
});
