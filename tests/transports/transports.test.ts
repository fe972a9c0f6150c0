import { v7 as uuidv7 } from 'uuid';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';

import { ANONYMOUS, type Viewer } from '../../kernel/auth/index.ts';
import { createSigner, type Envelope, type SignedCall } from '../../kernel/envelope/index.ts';
import { createInProcessTransport, serveSubgraph, type Subgraph } from '../../kernel/subgraph/index.ts';
import {
  createHttpTransport,
  createSubgraphCaller,
  type CallReply,
  type SubgraphCaller,
  type SubgraphTransport,
} from '../../kernel/transport/index.ts';
import { freePort } from '../support/index.ts';
import { openEchoSubgraph, SIGNING_KEY, type SeenEnvelope } from './echo-subgraph.ts';

interface Wire {
  readonly transport: SubgraphTransport;
  close(): Promise<void>;
}

interface Kind {
  readonly way: string;
  open(subgraph: Subgraph): Promise<Wire>;
  /** A transport to a subgraph that does not run. */
  away(): Promise<SubgraphTransport>;
}

const KINDS: readonly Kind[] = [
  {
    way: 'in process',
    open: (subgraph) => {
      const transport = createInProcessTransport(() => subgraph);
      return Promise.resolve({ transport, close: () => transport.close() });
    },
    away: () => Promise.resolve(createInProcessTransport(() => undefined)),
  },
  {
    way: 'over HTTP',
    async open(subgraph) {
      const server = await serveSubgraph(subgraph, { host: '127.0.0.1', port: 0, bodyLimit: 65_536 });
      const transport = createHttpTransport(server.url);
      return {
        transport,
        async close() {
          await transport.close();
          await server.close();
        },
      };
    },
    away: async () => createHttpTransport(`http://127.0.0.1:${await freePort()}`),
  },
];

const QUERY = JSON.stringify({ query: '{ envelope }' });
const sign = createSigner(SIGNING_KEY, 'orders');

function envelopeOf(overrides: Partial<Envelope> = {}): Envelope {
  return { viewer: ANONYMOUS, contract: 'graphql', requestId: uuidv7(), budgetMs: 5_000, ...overrides };
}

function codesOf({ body }: CallReply): unknown[] {
  const { errors = [] } = JSON.parse(body) as { errors?: { extensions: { code: string } }[] };
  return errors.map(({ extensions }) => extensions.code);
}

describe.each(KINDS)('a subgraph reached $way', ({ open, away }) => {
  let subgraph: Subgraph;
  let wire: Wire;
  let caller: SubgraphCaller;
  beforeAll(async () => {
    subgraph = await openEchoSubgraph();
    wire = await open(subgraph);
    caller = createSubgraphCaller(wire.transport, sign);
  });
  afterAll(async () => {
    await wire.close();
    await subgraph.close();
  });

  describe('the envelope', () => {
    it.each<Viewer>([
      ANONYMOUS,
      { kind: 'user', id: uuidv7(), roles: ['USER', 'ADMIN'] },
      { kind: 'service', name: 'processing' },
    ])('brings the viewer $kind, the door, the request id and the time that is left', async (viewer) => {
      const envelope = envelopeOf({ viewer, contract: 'octo', requestId: 'id-of:the.caller', budgetMs: 3_000 });
      const sentAt = Date.now();
      const { status, body } = await caller.call('/graphql', QUERY, envelope);
      expect(status).toBe(200);
      const { data } = JSON.parse(body) as { data: { envelope: string } };
      const seen = JSON.parse(data.envelope) as SeenEnvelope;
      expect(seen).toMatchObject({ viewer, contract: 'octo', requestId: 'id-of:the.caller' });
      expect(seen.deadline).toBeGreaterThanOrEqual(sentAt + 3_000);
      expect(seen.deadline).toBeLessThanOrEqual(Date.now() + 3_000);
    });

    it('survives any text in the query', async () => {
      const query = '{ __typename } # ünïcode "quotes" \u{1F3DB} \u2028';
      const { body } = await caller.call('/graphql', JSON.stringify({ query }), envelopeOf());
      expect(JSON.parse(body)).toEqual({ data: { __typename: 'Query' } });
    });
  });

  describe('refuses', () => {
    const good = (): SignedCall => sign('/graphql', QUERY, envelopeOf());
    const without = (name: string): SignedCall => {
      const call = good();
      return { ...call, headers: Object.fromEntries(Object.entries(call.headers).filter(([key]) => key !== name)) };
    };
    const replaced = (name: string, value: string): SignedCall => {
      const call = good();
      return { ...call, headers: { ...call.headers, [name]: value } };
    };
    const otherEnvelope = Buffer.from(
      JSON.stringify(envelopeOf({ viewer: { kind: 'service', name: 'operator' } })),
    ).toString('base64url');
    const secondsAway = (seconds: number) =>
      createSigner(SIGNING_KEY, 'orders', () => Date.now() + seconds * 1_000)('/graphql', QUERY, envelopeOf());
    const withSignatureInput = (change: (text: string) => string): SignedCall => {
      const call = good();
      return replaced('signature-input', change(call.headers['signature-input'] ?? ''));
    };

    const calls: readonly (readonly [string, () => SignedCall])[] = [
      [
        'a call without any of our headers',
        () => ({ path: '/graphql', headers: { 'content-type': 'application/json' }, body: QUERY }),
      ],
      ['a call without a signature', () => without('signature')],
      ['a call without the list of what is signed', () => without('signature-input')],
      ['a call without an envelope', () => without('stoa-envelope')],
      ['an altered body', () => ({ ...good(), body: JSON.stringify({ query: '{ slow(ms: 1) }' }) })],
      ['another path', () => ({ ...good(), path: '/events' })],
      ['another envelope', () => replaced('stoa-envelope', otherEnvelope)],
      ['an envelope that is none', () => sign('/graphql', QUERY, { viewer: { kind: 'god' } } as unknown as Envelope)],
      ['a signature over less', () => withSignatureInput((text) => text.replace(' "stoa-envelope"', ''))],
      ['a longer life', () => withSignatureInput((text) => text.replace(/expires=\d+/, 'expires=99999999999'))],
      ['another algorithm', () => withSignatureInput((text) => text.replace('hmac-sha256', 'none'))],
      ['a call made with another key', () => createSigner('x'.repeat(32), 'orders')('/graphql', QUERY, envelopeOf())],
      [
        'a call made for another subgraph',
        () => createSigner(SIGNING_KEY, 'users')('/graphql', QUERY, envelopeOf({ viewer: ANONYMOUS })),
      ],
      ['a call that is too old', () => secondsAway(-31)],
      ['a call from the future', () => secondsAway(61)],
    ];

    it.each(calls)('%s', async (_what, make) => {
      const reply = await wire.transport.send(make());
      expect(reply.status).toBe(401);
      expect(codesOf(reply)).toEqual(['UNSIGNED_CALL']);
      expect(reply.body).not.toMatch(/data|signature-input|repeated/);
    });

    it('a call that came before', async () => {
      const call = good();
      expect((await wire.transport.send(call)).status).toBe(200);
      const second = await wire.transport.send(call);
      expect([second.status, codesOf(second)]).toEqual([401, ['UNSIGNED_CALL']]);
    });
  });

  describe('time', () => {
    it('ends a call at its deadline', async () => {
      const startedAt = performance.now();
      const late = caller.call(
        '/graphql',
        JSON.stringify({ query: '{ slow(ms: 700) }' }),
        envelopeOf({ budgetMs: 60 }),
      );
      await expect(late).rejects.toMatchObject({ code: 'DEADLINE_EXCEEDED' });
      expect(performance.now() - startedAt).toBeLessThan(600);
    });

    it('that is used up sends nothing', async () => {
      await expect(caller.call('/graphql', QUERY, envelopeOf({ budgetMs: 0 }))).rejects.toMatchObject({
        code: 'DEADLINE_EXCEEDED',
      });
    });

    it('is no matter where there is enough of it', async () => {
      const { body } = await caller.call('/graphql', JSON.stringify({ query: '{ slow(ms: 20) }' }), envelopeOf());
      expect(JSON.parse(body)).toEqual({ data: { slow: 20 } });
    });
  });

  describe('that is away', () => {
    let absent: SubgraphTransport;
    beforeAll(async () => {
      absent = await away();
    });
    afterAll(() => absent.close());

    it.each([
      [
        'a call',
        (transport: SubgraphTransport) => createSubgraphCaller(transport, sign).call('/graphql', QUERY, envelopeOf()),
      ],
      ['a read of a document', (transport: SubgraphTransport) => transport.read('/document.json')],
      ['a look at readiness', (transport: SubgraphTransport) => transport.ready()],
    ])('fails %s with SUBGRAPH_UNAVAILABLE and without an address', async (_what, use) => {
      const error: unknown = await use(absent).catch((thrown: unknown) => thrown);
      expect(error).toMatchObject({ code: 'SUBGRAPH_UNAVAILABLE' });
      expect(JSON.stringify((error as { extensions: unknown }).extensions) + String(error)).not.toMatch(
        /127\.0|\d{4}|ECONN/,
      );
    });
  });

  describe('a signed call', () => {
    it.each([
      ['no JSON', '{ envelope }'],
      ['an empty body', ''],
      ['half of JSON', '{"query":"{ envelope'],
      ['a list', '[]'],
      ['a number', '7'],
      ['no query', '{}'],
      ['a query that is no text', '{"query":7}'],
      ['variables that are no object', '{"query":"{ envelope }","variables":[1]}'],
    ])('with %s is a bad request', async (_what, body) => {
      const reply = await caller.call('/graphql', body, envelopeOf());
      expect([reply.status, codesOf(reply)]).toEqual([400, ['BAD_REQUEST']]);
    });

    it.each([
      ['that does not parse', '{ envelope'],
      ['that does not fit the schema', '{ nothing }'],
    ])('with a document %s is refused, not executed', async (_what, query) => {
      const reply = await caller.call('/graphql', JSON.stringify({ query }), envelopeOf());
      expect(reply.status).toBe(400);
      expect(JSON.parse(reply.body)).not.toHaveProperty('data');
    });

    it('to a path that is not served is answered with 404', async () => {
      const reply = await caller.call('/nowhere', QUERY, envelopeOf());
      expect([reply.status, codesOf(reply)]).toEqual([404, ['NOT_FOUND']]);
    });

    it('whose resolver fails tells nothing of the inside', async () => {
      const reply = await caller.call('/graphql', JSON.stringify({ query: '{ broken }' }), envelopeOf());
      expect([reply.status, codesOf(reply)]).toEqual([200, ['INTERNAL']]);
      expect(reply.body).not.toMatch(/postgresql|secret|10\.0|stack|\.ts/);
    });
  });

  describe('documents', () => {
    it('that it publishes are read without a signature', async () => {
      expect(await wire.transport.read('/document.json')).toEqual({ published: [1, 2] });
    });

    it('that it does not publish are not there', async () => {
      await expect(wire.transport.read('/secret.json')).rejects.toMatchObject({ code: 'SUBGRAPH_UNAVAILABLE' });
    });
  });

  it('says when it is ready', async () => {
    await expect(wire.transport.ready()).resolves.toBeUndefined();
  });
});
