import { setImmediate as turn } from 'node:timers/promises';
import { setFlagsFromString } from 'node:v8';
import { runInNewContext } from 'node:vm';

import { expect, it, vi } from 'vitest';

import type { LiveEvent } from '../stream.ts';
import { endableEvents } from './endable-events.ts';

const never = new Promise<never>(() => undefined);

it('end at once, once, and for good, also while the next event is waited for', async () => {
  const onEnd = vi.fn();
  async function* silent(): AsyncGenerator<LiveEvent, void, void> {
    await never;
  }
  const events = endableEvents(silent(), onEnd);
  const next = events.next();
  await events.return();
  expect(await next).toEqual({ done: true, value: undefined });
  expect(await events.next()).toEqual({ done: true, value: undefined });
  await events.return();
  expect(onEnd).toHaveBeenCalledTimes(1);
});

it('keep none of what they told', async () => {
  setFlagsFromString('--expose_gc');
  const collectGarbage = runInNewContext('gc') as () => void;
  const told: WeakRef<LiveEvent>[] = [];
  async function* chatty(): AsyncGenerator<LiveEvent, void, void> {
    for (;;) {
      await turn();
      const event: LiveEvent = { kind: 'next', payload: { data: {} } };
      told.push(new WeakRef(event));
      yield event;
    }
  }
  const events = endableEvents(chatty(), () => undefined);
  for (let n = 0; n < 200; n += 1) await events.next();
  await turn();
  collectGarbage();
  expect(told.filter((event) => event.deref() !== undefined).length).toBeLessThan(10);
  await events.return();
});
