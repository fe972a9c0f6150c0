import { rmSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';

import { afterAll, beforeAll, describe, expect, it } from 'vitest';

import { temporaryFolder } from '../support/index.ts';
import { composeForeign, startBooks, startReviews, type ForeignSubgraph } from './support/foreign-subgraphs.ts';
import { ask } from './support/graphql-client.ts';
import { startProcess, stopAll, type RunningProcess } from './support/running-process.ts';

interface ForeignGateway extends RunningProcess {
  readonly url: string;
}

describe('the gateway in front of a foreign supergraph, with no other setting', () => {
  const folder = temporaryFolder();
  const file = join(folder, 'supergraph.graphql');
  let books: ForeignSubgraph;
  let reviews: ForeignSubgraph;
  let gateway: ForeignGateway;
  let open: ForeignGateway;

  async function startGateway(env: Readonly<Record<string, string>> = {}): Promise<ForeignGateway> {
    const settings = { SUPERGRAPH: file, PORT: '0', OPS_PORT: '0', ...env };
    const process = await startProcess({ script: 'gateway/main.js', env: settings });
    await process.untilPrints(/the gateway listens/);
    return { ...process, url: String(process.log().find(({ url }) => url !== undefined)?.['url']) };
  }

  beforeAll(async () => {
    [books, reviews] = await Promise.all([startBooks(), startReviews()]);
    writeFileSync(file, composeForeign({ books, reviews }));
    [gateway, open] = await Promise.all([
      startGateway(),
      startGateway({ FORWARD_HEADERS: 'Authorization, X-Tenant', INTROSPECTION: 'true' }),
    ]);
  });
  afterAll(async () => {
    await stopAll();
    await books.close();
    rmSync(folder, { recursive: true });
  });

  it('joins what its subgraphs know, at the addresses in the file', async () => {
    expect(await ask(gateway.url, { query: '{ books { title stars } latest }' })).toEqual({
      data: {
        books: [
          { title: 'Emma', stars: 4 },
          { title: 'Persuasion', stars: 5 },
        ],
        latest: 'Splendid.',
      },
    });
  });

  const headersSeenBy = async ({ url }: ForeignGateway): Promise<Readonly<Record<string, unknown>>> => {
    const before = books.seen.length;
    await fetch(`${url}/graphql`, {
      method: 'POST',
      headers: {
        'content-type': 'application/json',
        authorization: 'Bearer not.one.of-ours',
        cookie: 'session=secret',
        'x-tenant': 'acme',
        'x-request-id': 'from-the-client',
        'stoa-envelope': 'forged',
      },
      body: JSON.stringify({ query: '{ books { isbn } }' }),
    });
    expect(books.seen).toHaveLength(before + 1);
    return books.seen.at(-1) ?? {};
  };

  it('passes on Authorization only, and never an envelope', async () => {
    const headers = await headersSeenBy(gateway);
    expect(headers).toMatchObject({ authorization: 'Bearer not.one.of-ours', 'x-request-id': 'from-the-client' });
    for (const name of ['cookie', 'x-tenant', 'stoa-envelope', 'stoa-subgraph', 'signature'])
      expect(headers).not.toHaveProperty(name);
  });

  it('passes on the headers that FORWARD_HEADERS names, and no others', async () => {
    const headers = await headersSeenBy(open);
    expect(headers).toMatchObject({ authorization: 'Bearer not.one.of-ours', 'x-tenant': 'acme' });
    expect(headers).not.toHaveProperty('cookie');
  });

  it('shows its schema only where INTROSPECTION says so', async () => {
    const query = '{ __schema { queryType { fields { name } } } }';
    const hidden = await ask(gateway.url, { query });
    expect(hidden.data).toBeUndefined();
    expect(hidden.errors).toHaveLength(1);
    const shown = await ask(open.url, { query });
    expect(JSON.stringify(shown.data)).toMatch(/books.*latest|latest.*books/);
  });

  it('does not suggest names where its schema is hidden', async () => {
    const [hidden, shown] = await Promise.all(
      [gateway, open].map(({ url }) => ask(url, { query: '{ book { isbn } }' })),
    );
    expect(JSON.stringify(hidden)).not.toMatch(/did you mean|books/i);
    expect(JSON.stringify(shown)).toMatch(/Did you mean/);
  });

  it("hands on a subgraph's error as it is, beside the data of the others", async () => {
    const answer = await ask(gateway.url, { query: '{ forbidden latest }' });
    expect(answer.data).toEqual({ forbidden: null, latest: 'Splendid.' });
    expect(answer.errors).toEqual([
      expect.objectContaining({ message: 'Readers only.', extensions: { code: 'READERS_ONLY', shelf: 7 } }),
    ]);
  });

  it('serves no accounts and none of the old contracts', async () => {
    for (const path of ['/users/me', '/.well-known/jwks.json'])
      expect((await fetch(`${gateway.url}${path}`)).status).toBe(404);
  });

  it('answers with what is left when a subgraph is gone, and gives no address away', async () => {
    await reviews.close();
    const answer = await ask(gateway.url, { query: '{ books { title stars } }' });
    expect(answer.data).toEqual({
      books: [
        { title: 'Emma', stars: null },
        { title: 'Persuasion', stars: null },
      ],
    });
    expect(answer.errors?.map(({ extensions }) => extensions.code)).toContain('SUBGRAPH_UNAVAILABLE');
    expect(JSON.stringify(answer)).not.toMatch(/127\.0\.0\.1|localhost|ECONN|reviews|tenant|\/its\//);
  });

  it('ends with 0 on SIGTERM', async () => {
    expect(await gateway.stop()).toMatchObject({ code: 0 });
    expect(gateway.stderr()).toBe('');
  });
});
