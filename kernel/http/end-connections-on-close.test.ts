import { setTimeout as sleep } from 'node:timers/promises';

import Fastify from 'fastify';
import { Pool } from 'undici';
import { expect, it } from 'vitest';

import { endConnectionsOnClose } from './end-connections-on-close.ts';

it('a listener that closes finishes what it has begun, and waits for nothing else', async () => {
  const app = Fastify({ keepAliveTimeout: 65_000 });
  endConnectionsOnClose(app);
  app.get('/', async () => {
    await sleep(100);
    return 'done';
  });
  const clients = new Pool(await app.listen({ port: 0, host: '127.0.0.1' }), { connections: 4, pipelining: 1 });
  const ask = () => clients.request({ method: 'GET', path: '/' });
  const inFlight = [ask(), ask(), ask()];
  await sleep(50);
  const startedAt = performance.now();
  const closed = app.close();
  for (const answer of await Promise.all(inFlight)) {
    expect([answer.statusCode, await answer.body.text()]).toEqual([200, 'done']);
  }
  await closed;
  expect(performance.now() - startedAt).toBeLessThan(1_000);
  await expect(ask()).rejects.toThrow();
  await clients.close();
});
