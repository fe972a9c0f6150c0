import { afterAll, beforeAll, describe, expect, it } from 'vitest';

import { openEchoSubgraph } from '../../tests/transports/echo-subgraph.ts';
import type { Subgraph } from './create-subgraph.ts';
import { serveSubgraph, type SubgraphServer } from './serve-subgraph.ts';

const BODY_LIMIT = 1_024;

describe('the listener of a subgraph', () => {
  let subgraph: Subgraph;
  let server: SubgraphServer;
  beforeAll(async () => {
    subgraph = await openEchoSubgraph();
    server = await serveSubgraph(subgraph, { host: '127.0.0.1', port: 0, bodyLimit: BODY_LIMIT });
  });
  afterAll(async () => {
    await server.close();
    await subgraph.close();
  });

  const post = (body: string, headers: Readonly<Record<string, string>> = {}) =>
    fetch(`${server.url}/graphql`, {
      method: 'POST',
      headers: { 'content-type': 'application/json', ...headers },
      body,
    });

  it('answers nothing to a caller without our signature, with or without a body', async () => {
    const looksSigned = {
      'signature-input': `stoa=("@method" "@path" "content-digest" "stoa-subgraph" "stoa-envelope");created=1;expires=2;nonce="aaaaaaaaaaaaaaaa";keyid="orders";alg="hmac-sha256"`,
    };
    for (const answer of [
      await post('{"query":"{ envelope }"}'),
      await post('', looksSigned),
      await fetch(`${server.url}/graphql`, { method: 'POST', headers: looksSigned }),
    ]) {
      expect(answer.status).toBe(401);
      expect(await answer.json()).toMatchObject({ errors: [{ extensions: { code: 'UNSIGNED_CALL' } }] });
    }
  });

  it('takes batches of sixteen times a client request, and no more', async () => {
    const sizes = [BODY_LIMIT * 16, BODY_LIMIT * 16 + 1];
    const statuses = await Promise.all(sizes.map(async (size) => (await post('x'.repeat(size))).status));
    expect(statuses).toEqual([401, 413]);
  });

  it('takes JSON only', async () => {
    expect((await post('<query/>', { 'content-type': 'application/xml' })).status).toBe(415);
  });

  it('says that it lives, and publishes its documents', async () => {
    expect(await (await fetch(`${server.url}/livez`)).json()).toEqual({ status: 'alive' });
    expect(await (await fetch(`${server.url}/document.json`)).json()).toEqual({ published: [1, 2] });
    expect((await fetch(`${server.url}/graphql`)).status).toBe(404);
  });
});
