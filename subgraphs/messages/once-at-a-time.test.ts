import { expect, it } from 'vitest';

import { onceAtATime } from './once-at-a-time.ts';

it('begins work once however many want it meanwhile, and again when it is wanted after its end or failure', async () => {
  const begun: string[] = [];
  const run = onceAtATime(async (id) => {
    begun.push(id);
    await Promise.resolve();
    if (id === 'one' && begun.length < 3) throw new Error('the first fails');
  });
  const results = await Promise.allSettled([run('one'), run('one'), run('two')]);
  expect(results.map(({ status }) => status)).toEqual(['rejected', 'rejected', 'fulfilled']);
  await run('one');
  expect(begun).toEqual(['one', 'two', 'one']);
});
