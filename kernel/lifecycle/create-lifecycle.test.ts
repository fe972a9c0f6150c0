import { setTimeout as delay } from 'node:timers/promises';

import { describe, expect, it } from 'vitest';

import { createLogger } from '../logging/index.ts';
import { createLifecycle } from './index.ts';

function setUp() {
  const done: string[] = [];
  const lines: string[] = [];
  const logger = createLogger({ service: 'test', level: 'info', stream: { write: (line) => void lines.push(line) } });
  const lifecycle = createLifecycle({ logger });
  const step = (name: string, takesMs = 0) =>
    lifecycle.onStop(name, async () => {
      await delay(takesMs);
      done.push(name);
    });
  return { lifecycle, done, lines, step };
}

describe('a lifecycle', () => {
  it('stops in the reverse order of the start, one step after the other', async () => {
    const { lifecycle, done, step } = setUp();
    step('stores', 1);
    step('listener', 20);
    step('readiness', 5);
    expect(await lifecycle.stop('SIGTERM')).toEqual([]);
    expect(done).toEqual(['readiness', 'listener', 'stores']);
  });

  it('stops everything even if a step fails, says which, and logs why', async () => {
    const { lifecycle, done, lines, step } = setUp();
    step('stores');
    lifecycle.onStop('listener', () => Promise.reject(new Error('socket stuck')));
    lifecycle.onStop('readiness', () => {
      throw new Error('thrown at once');
    });
    expect(await lifecycle.stop('SIGTERM')).toEqual(['readiness', 'listener']);
    expect(done).toEqual(['stores']);
    expect(lines.join('')).toContain('socket stuck');
    expect(lines.join('')).toContain('thrown at once');
  });

  it('does not wait for a step beyond its time', async () => {
    const { lifecycle, done, step } = setUp();
    step('stores');
    lifecycle.onStop('listener', () => new Promise<void>(() => undefined), 30);
    expect(await lifecycle.stop('SIGTERM')).toEqual(['listener']);
    expect(done).toEqual(['stores']);
  });

  it('stops once, however often it is told to', async () => {
    const { lifecycle, done, step } = setUp();
    step('stores', 5);
    await Promise.all([lifecycle.stop('SIGTERM'), lifecycle.stop('SIGINT')]);
    await lifecycle.stop('again');
    expect(done).toEqual(['stores']);
  });

  it('undoes at once what is opened while or after it stops', async () => {
    const { lifecycle, done, step } = setUp();
    step('stores', 20);
    const stopped = lifecycle.stop('SIGTERM');
    step('late');
    await stopped;
    expect(done).toEqual(['stores', 'late']);
    step('later');
    await lifecycle.stop('again');
    expect(done).toEqual(['stores', 'late', 'later']);
  });
});
