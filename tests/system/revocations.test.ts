import { setTimeout as sleep } from 'node:timers/promises';

import { afterAll, beforeAll, expect, it } from 'vitest';

import { describeRedis, freePort, freshDatabase, startRedis, type TestRedis } from '../support/index.ts';
import { ask, register, signIn } from './support/graphql-client.ts';
import { startProcess, stopAll, type RunningProcess } from './support/running-process.ts';

const SECOND = 1_000;

describeRedis('two gateways, users and Redis, each a process of its own', () => {
  let redis: TestRedis;
  let env: Readonly<Record<string, string>>;
  let urls: readonly [string, string];
  let users: RunningProcess;
  let firstGateway: RunningProcess;

  const urlOf = async (process: RunningProcess): Promise<string> => {
    await process.untilPrints(/listens"/);
    return String(process.log().find(({ url }) => url !== undefined)?.['url']);
  };
  /** Of the first gateway. */
  const readiness = async (): Promise<readonly [number, unknown]> => {
    const answer = await fetch(
      `${String(firstGateway.log().find(({ url }) => url !== undefined)?.['ops_url'])}/readyz`,
    );
    return [answer.status, ((await answer.json()) as { notes: unknown }).notes];
  };
  const startGateway = async (): Promise<string> => urlOf(await startProcess({ script: 'gateway/main.js', env }));

  beforeAll(async () => {
    redis = await startRedis();
    const port = String(await freePort());
    env = {
      STOA_APPS: 'users',
      STOA_SIGNING_KEY: 'of the revocation tests, 32 characters and more',
      REDIS_URL: redis.url,
      USERS_URL: `http://127.0.0.1:${port}`,
      PORT: '0',
      OPS_PORT: '0',
    };
    users = await startProcess({
      script: 'subgraphs/main.js',
      args: ['users'],
      env: { ...env, PORT: port, USERS_DATABASE_URL: await freshDatabase() },
    });
    await urlOf(users);
    firstGateway = await startProcess({ script: 'gateway/main.js', env });
    urls = await Promise.all([urlOf(firstGateway), startGateway()]);
  });
  afterAll(async () => {
    await stopAll();
    await redis.close();
  });

  const codeAt = async (url: string, token: string): Promise<string | undefined> =>
    (await ask(url, { query: '{ me { id } }', token })).errors?.[0]?.extensions.code;
  const signOut = async (url: string, token: string): Promise<void> => {
    const answer = await ask(url, { query: 'mutation { signOut { ended } }', token });
    expect(answer).toEqual({ data: { signOut: { ended: 1 } } });
  };
  /** How long it takes until every gateway refuses the token. */
  const refusedAfter = async (token: string, gateways: readonly string[] = urls): Promise<number> => {
    const startedAt = performance.now();
    await Promise.all(
      gateways.map(async (url) => {
        while ((await codeAt(url, token)) !== 'INVALID_TOKEN') await sleep(5);
      }),
    );
    return performance.now() - startedAt;
  };

  it('refuse an ended session everywhere within a second', async () => {
    const { token, email } = await register(urls[0], 'ada@example.com');
    const other = await signIn(urls[1], email);
    for (const url of urls) expect(await codeAt(url, token)).toBeUndefined();
    await signOut(urls[0], token);
    expect(await refusedAfter(token)).toBeLessThan(SECOND);
    for (const url of urls) expect(await codeAt(url, other)).toBeUndefined();
  });

  it('end sessions while Redis is away, and say so as soon as it is back, though it has lost all it knew', async () => {
    const { token: before, email } = await register(urls[0], 'grace@example.com');
    await signOut(urls[0], before);
    await refusedAfter(before);
    const during = await signIn(urls[0], email);
    await redis.kill();
    await signOut(urls[0], during);
    for (const url of urls) expect(await codeAt(url, before)).toBe('INVALID_TOKEN');
    await expect.poll(() => readiness()).toEqual([200, { 'news of ended sessions': 'down' }]);
    await redis.restart({ empty: true });
    expect(await refusedAfter(during)).toBeLessThan(2 * SECOND);

    const third = await startGateway();
    expect(await refusedAfter(before, [third])).toBeLessThan(SECOND);
    expect(await refusedAfter(during, [third])).toBeLessThan(SECOND);
    const after = await signIn(third, email);
    await signOut(third, after);
    expect(await refusedAfter(after, [...urls, third])).toBeLessThan(SECOND);
    expect(users.log().filter(({ level }) => level === 'error')).toEqual([]);
  });
});
