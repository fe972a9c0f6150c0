import { expect, it } from 'vitest';

import { bounded } from './bounded.ts';

it('runs no more than so many at a time, in turn, and frees the place of one that fails', async () => {
  const inTurn = bounded(3);
  const begun: number[] = [];
  let [running, most] = [0, 0];
  const results = await Promise.allSettled(
    Array.from({ length: 20 }, (_, n) =>
      inTurn(async () => {
        begun.push(n);
        running += 1;
        most = Math.max(most, running);
        await new Promise(setImmediate);
        running -= 1;
        if (n % 3 === 0) throw new Error('failed');
      }),
    ),
  );
  expect([most, running]).toEqual([3, 0]);
  expect(begun).toEqual(Array.from({ length: 20 }, (_, n) => n));
  expect(results.filter(({ status }) => status === 'rejected')).toHaveLength(7);
});
