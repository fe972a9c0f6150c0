import fc from 'fast-check';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';

import { held, histories, openRealShop, playHistory, STOCK } from './order-histories.suite.ts';
import { openShop, type Shop } from './order-shop.suite.ts';

interface ReadOrder {
  readonly status: 'PENDING' | 'IN_PROGRESS' | 'COMPLETED' | 'CANCELLED';
  readonly total: string;
  readonly lines: readonly { readonly quantity: number; readonly dish: { readonly number: number } }[];
}

describe('orders with stock', () => {
  let shop: Shop;
  beforeAll(async () => {
    shop = await openShop();
  });
  afterAll(() => shop.close());

  it('go through 3,000 histories as their model does', async () => {
    await fc.assert(
      fc.asyncProperty(histories, async (history) => {
        await playHistory(shop, history);
      }),
      { numRuns: 3_000 },
    );
  });

  it('keep stock and totals right when everything of 300 histories happens at once', async () => {
    await fc.assert(
      fc.asyncProperty(fc.array(histories, { minLength: 4, maxLength: 8 }), async (parallel) => {
        const real = await openRealShop(shop);
        let eaten = [0, 0];
        const play = async (history: (typeof parallel)[number]) => {
          for (const step of history) {
            if (step.kind !== 'place' && real.orderIds[step.order] === undefined) continue;
            const { __typename, order } = await real.apply(step);
            if (__typename !== 'OrderDeleted' || order.status !== 'COMPLETED') continue;
            const pieces = piecesOf(order.lines as ReadOrder['lines'], order.status);
            eaten = eaten.map((count, dish) => count + (pieces[dish] ?? 0));
          }
        };
        const piecesOf = (lines: ReadOrder['lines'], status: string) =>
          held({
            status: status as ReadOrder['status'],
            pieces: real.dishes.map((dish) =>
              lines.filter((line) => real.isLineOf(line.dish, dish)).reduce((sum, { quantity }) => sum + quantity, 0),
            ),
          });
        await Promise.all(parallel.map(play));
        const { stock, orders } = (await real.read()) as { stock: number[]; orders: ReadOrder[] };
        const inOrders = orders.map(({ lines, status }) => piecesOf(lines, status));
        for (const [dish, left] of stock.entries()) {
          const kept = inOrders.reduce((sum, pieces) => sum + (pieces[dish] ?? 0), 0);
          expect(left).toBeGreaterThanOrEqual(0);
          expect(left + kept + (eaten[dish] ?? 0)).toBe(STOCK);
        }
        for (const order of orders) {
          const pieces = piecesOf(order.lines, 'PENDING');
          expect(order).toEqual(real.expected({ status: order.status, pieces }));
        }
      }),
      { numRuns: 300 },
    );
  });
});
