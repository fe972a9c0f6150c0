import { once } from 'node:events';
import { createServer, type AddressInfo } from 'node:net';

import { afterAll, describe, expect, it } from 'vitest';

import { startProcess, stopAll, type Command } from './support/running-process.ts';

const KEY = 'k'.repeat(32);

describe('a port that is taken', () => {
  const other = createServer();
  afterAll(() => other.close());

  it('is said in words that help, without a stack', async () => {
    await once(other.listen(0, '127.0.0.1'), 'listening');
    const { port } = other.address() as AddressInfo;
    const process = await startProcess({ script: 'providers/main.js', args: ['paid'], env: { PORT: String(port) } });
    expect(await process.ended).toMatchObject({ code: 1 });
    expect(process.stderr()).toContain(`Cannot listen on 127.0.0.1:${port}: another process listens there.\nSet PORT`);
    expect(process.stderr()).not.toContain('    at ');
  });
});

describe('a process whose configuration is wrong ends at once and names every problem', () => {
  afterAll(stopAll);

  const cases: readonly (readonly [string, Command, readonly string[]])[] = [
    [
      'a subgraph',
      {
        script: 'subgraphs/main.js',
        args: ['users'],
        env: { PORT: 'http', STOA_SIGNING_KEY: 'short', STOA_SINGING_KEY: KEY, USERS_DATABASE_URL: 'mysql://a' },
      },
      [
        'PORT: ',
        'REDIS_URL is absent',
        'STOA_SIGNING_KEY: ',
        'did you mean STOA_SIGNING_KEY?',
        'USERS_DATABASE_URL: must be a postgresql',
      ],
    ],
    [
      'the processing subgraph',
      { script: 'subgraphs/main.js', args: ['processing'], env: { STOA_SIGNING_KEY: KEY } },
      ['REDIS_URL', 'USERS_URL', 'FREE_PROVIDER_URL', 'PAID_PROVIDER_URL', 'PROCESSING_DATABASE_URL'].map(
        (name) => `${name} is absent`,
      ),
    ],
    [
      'an unknown subgraph',
      { script: 'subgraphs/main.js', args: ['payments'] },
      ['users, friends, orders, chats, messages, processing'],
    ],
    [
      'a worker of a subgraph without jobs',
      { script: 'subgraphs/main.js', args: ['friends', '--worker'] },
      ['friends has no jobs to work on.'],
    ],
    [
      'the gateway',
      { script: 'gateway/main.js', env: { STOA_APPS: 'users,orders', ORDERS_URL: 'ftp://x' } },
      [
        'STOA_SIGNING_KEY is absent',
        'REDIS_URL is absent',
        'USERS_URL is absent',
        'ORDERS_URL: must be an http(s) URL',
      ],
    ],
    [
      'the gateway of a supergraph that is not there',
      { script: 'gateway/main.js', env: { SUPERGRAPH: '/nowhere/supergraph.graphql', OPS_PORT: '0' } },
      ['/nowhere/supergraph.graphql'],
    ],
    [
      'a provider',
      { script: 'providers/main.js', args: ['free'], env: { FREE_LIMIT: '-1', FREE_BLOCK_MS: 'soon' } },
      ['FREE_LIMIT: ', 'FREE_BLOCK_MS: '],
    ],
    [
      'the all-in-one process',
      { script: 'app/main.js', env: { STOA_APPS: 'orders', LOG_LEVEL: 'loud', OPS_PORT: '70000' } },
      ['STOA_APPS: must contain users', 'LOG_LEVEL: ', 'OPS_PORT: '],
    ],
  ];

  it.concurrent.each(cases)('%s', async (_who, command, problems) => {
    const process = await startProcess(command);
    expect(await process.ended).toMatchObject({ code: 1 });
    for (const problem of problems) expect(process.stderr()).toContain(problem);
    expect(process.stderr()).not.toContain('    at ');
    expect(process.stderr()).not.toContain(KEY);
  });
});
