import { readFile } from 'node:fs/promises';

import { serverAudits } from 'graphql-http';
import { Registry } from 'prom-client';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';

import { createGateway, type Gateway } from '../../gateway/create-gateway.ts';
import { loadConfig } from '../../kernel/config/index.ts';
import { createLogger } from '../../kernel/logging/index.ts';

let gateway: Gateway;
let url: string;

beforeAll(async () => {
  const supergraph = await readFile(new URL('../../schema/supergraph.graphql', import.meta.url), 'utf8');
  gateway = await createGateway({
    config: loadConfig({}),
    upstream: { kind: 'foreign', supergraph },
    introspection: true,
    logger: createLogger({ service: 'gateway', level: 'silent' }),
    metrics: new Registry(),
  });
  url = await gateway.listen(0, '127.0.0.1');
});

afterAll(() => gateway.close());

describe('GraphQL over HTTP, by the public audits', () => {
  const audits = serverAudits({ url: () => `${url}/graphql`, fetchFn: fetch });

  it.each(audits.map((audit) => [audit.name, audit] as const))('%s', async (_name, audit) => {
    const result = await audit.fn();
    expect(result.status === 'ok' ? 'ok' : result.reason).toBe('ok');
  });
});
