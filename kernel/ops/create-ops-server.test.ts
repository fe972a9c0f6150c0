import { Counter, Registry } from 'prom-client';
import { describe, expect, it } from 'vitest';

import { AppError } from '../errors/index.ts';
import { createOpsServer, type Checks } from './create-ops-server.ts';

const up = () => Promise.resolve();
const down = () => Promise.reject(new AppError('QUOTA_STORE_UNAVAILABLE', { cause: new Error('10.0.0.3:6379') }));
const stuck = () => new Promise<void>(() => undefined);

async function readiness(checks: Checks, accepting = true): Promise<readonly [number, unknown]> {
  const server = createOpsServer({ checks, accepting: () => accepting, metrics: new Registry() });
  const { statusCode, body } = await server.inject('/readyz');
  await server.close();
  return [statusCode, JSON.parse(body)];
}

describe('the operations port', () => {
  it('is ready while everything answers', async () => {
    expect(await readiness({ database: up, quota: up })).toEqual([
      200,
      { status: 'ready', dependencies: { database: 'up', quota: 'up' } },
    ]);
  });

  it('is not ready while something is away, and says what, without an address', async () => {
    expect(await readiness({ database: up, quota: down })).toEqual([
      503,
      { status: 'unready', dependencies: { database: 'up', quota: 'down: QUOTA_STORE_UNAVAILABLE' } },
    ]);
  });

  it('does not wait for what does not answer', async () => {
    const startedAt = performance.now();
    expect(await readiness({ database: stuck })).toEqual([
      503,
      { status: 'unready', dependencies: { database: 'down: DEADLINE_EXCEEDED' } },
    ]);
    expect(performance.now() - startedAt).toBeLessThan(1_500);
  });

  it('is not ready once the process stops, but still alive', async () => {
    expect(await readiness({ database: up }, false)).toEqual([
      503,
      { status: 'stopping', dependencies: { database: 'up' } },
    ]);
    const server = createOpsServer({ checks: { database: down }, accepting: () => false, metrics: new Registry() });
    expect((await server.inject('/livez')).statusCode).toBe(200);
    await server.close();
  });

  it('shows the metrics to Prometheus', async () => {
    const metrics = new Registry();
    new Counter({ name: 'messages_total', help: 'All.', registers: [metrics] }).inc(3);
    const server = createOpsServer({ checks: {}, accepting: () => true, metrics });
    expect((await server.inject('/metrics')).body).toContain('messages_total 3');
    await server.close();
  });
});
