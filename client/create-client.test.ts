import { once } from 'node:events';
import { createServer, type IncomingMessage, type ServerResponse } from 'node:http';
import type { AddressInfo } from 'node:net';
import { text } from 'node:stream/consumers';

import { afterEach, describe, expect, expectTypeOf, it } from 'vitest';

import {
  createClient,
  MeDocument,
  OrdersDocument,
  ProcessMessageDocument,
  StoaError,
  type Client,
  type OrdersQuery,
  type OrdersQueryVariables,
  type ProcessMessageMutationVariables,
  type RequestArguments,
} from './index.ts';

type Handler = (request: IncomingMessage, response: ServerResponse) => void;

const open: (() => Promise<void>)[] = [];

/** A server that answers every request as told. */
async function serve(handler: Handler): Promise<string> {
  const server = createServer(handler).listen(0, '127.0.0.1');
  await once(server, 'listening');
  open.push(async () => {
    server.closeAllConnections();
    server.close();
    await once(server, 'close');
  });
  return `http://127.0.0.1:${(server.address() as AddressInfo).port}/graphql`;
}

/** A client of a server that answers with this status, body and headers. */
async function clientOf(status: number, body: unknown, headers: Record<string, string> = {}): Promise<Client> {
  const url = await serve((_request, response) => {
    response.writeHead(status, { 'content-type': 'application/json', ...headers });
    response.end(typeof body === 'string' ? body : JSON.stringify(body));
  });
  return createClient({ url });
}

async function failureOf(request: Promise<unknown>): Promise<StoaError> {
  const outcome = await request.then(
    () => 'no failure',
    (error: unknown) => error,
  );
  if (!(outcome instanceof StoaError)) throw new Error(`not a StoaError: ${String(outcome)}`);
  return outcome;
}

afterEach(async () => {
  await Promise.all(open.splice(0).map((close) => close()));
});

describe('a request', () => {
  it('sends the document with its variables and the token, and resolves to the data', async () => {
    const seen: unknown[] = [];
    const url = await serve((request, response) => {
      void text(request).then((body) => {
        seen.push(request.method, request.headers['content-type'], request.headers.authorization, JSON.parse(body));
        response.end(
          JSON.stringify({ data: { processMessage: { __typename: 'AllowanceExhausted', refreshAt: 'x' } } }),
        );
      });
    });
    const { processMessage } = await createClient({ url, token: 'abc' }).request(ProcessMessageDocument, {
      input: { text: 'Hello', idempotencyKey: 'k' },
    });
    expect(processMessage).toEqual({ __typename: 'AllowanceExhausted', refreshAt: 'x' });
    const query = ProcessMessageDocument.toString();
    const variables = { input: { text: 'Hello', idempotencyKey: 'k' } };
    expect(seen).toEqual(['POST', 'application/json', 'Bearer abc', { query, variables }]);
  });

  it('is made for another user, or for nobody, by a client that leaves the first one alone', async () => {
    const url = await serve(({ headers }, response) =>
      response.end(JSON.stringify({ data: { me: { id: headers.authorization ?? 'nobody' } } })),
    );
    const ada = createClient({ url, token: 'ada' });
    const ids = await Promise.all(
      [ada.withToken('grace'), ada, ada.withToken(undefined)].map(async (client) => {
        const { me } = await client.request(MeDocument);
        return me?.id;
      }),
    );
    expect(ids).toEqual(['Bearer grace', 'Bearer ada', 'nobody']);
  });

  it('goes through the fetch that it is given', async () => {
    const fetched: unknown[] = [];
    const client = createClient({
      url: 'http://graph.invalid/graphql',
      fetch: (url) => {
        fetched.push(url);
        return Promise.resolve(Response.json({ data: { me: null } }));
      },
    });
    expect(await client.request(MeDocument)).toEqual({ me: null });
    expect(fetched).toEqual(['http://graph.invalid/graphql']);
  });

  it('has the types of its document', () => {
    const client = createClient({ url: 'http://graph.invalid/graphql' });
    const orders = () => client.request(OrdersDocument);
    expectTypeOf(orders).returns.resolves.toEqualTypeOf<OrdersQuery>();
    expectTypeOf<RequestArguments<OrdersQueryVariables>[0]>().toEqualTypeOf<OrdersQueryVariables | undefined>();
    expectTypeOf<
      RequestArguments<ProcessMessageMutationVariables>[0]
    >().toEqualTypeOf<ProcessMessageMutationVariables>();
    // @ts-expect-error the input is required
    expectTypeOf(() => client.request(ProcessMessageDocument)).returns.resolves.toBeObject();
    // @ts-expect-error a text is a string
    expectTypeOf(() => client.request(ProcessMessageDocument, { input: { text: 7 } })).returns.resolves.toBeObject();
  });
});

describe('a failed request', () => {
  it('says what the server says', async () => {
    const extensions = { code: 'TOO_MANY_REQUESTS', retryable: true, retryAfterMs: 1_500, field: 'input.text' };
    const client = await clientOf(
      429,
      { errors: [{ message: 'Too many requests; slow down.', extensions }] },
      { 'x-request-id': 'r-1', 'retry-after': '2' },
    );
    expect(await failureOf(client.request(MeDocument))).toMatchObject({
      name: 'StoaError',
      message: 'Too many requests; slow down.',
      ...extensions,
      requestId: 'r-1',
      status: 429,
    });
  });

  it('keeps what was answered all the same, and every error', async () => {
    const errors = ['SUBGRAPH_UNAVAILABLE', 'DEADLINE_EXCEEDED'].map((code) => ({
      message: code,
      path: ['me', 'orders'],
      extensions: { code, retryable: true },
    }));
    const client = await clientOf(200, { data: { me: { id: '1', orders: null } }, errors });
    expect(await failureOf(client.request(OrdersDocument))).toMatchObject({
      code: 'SUBGRAPH_UNAVAILABLE',
      data: { me: { id: '1', orders: null } },
      errors,
    });
  });

  it.each([
    ['HTML of a proxy', 502, '<html>Bad gateway</html>', true],
    ['nothing', 503, '', true],
    ['JSON of another service', 404, '{"detail":"Not Found"}', false],
    ['a bare null', 200, 'null', false],
    ['neither data nor errors', 200, '{"data":null,"errors":[]}', false],
  ])('says so when the answer is %s', async (_what, status, body, retryable) => {
    const client = await clientOf(status, body, { 'retry-after': '3' });
    const failure = await failureOf(client.request(MeDocument));
    expect(failure).toMatchObject({ code: 'INVALID_ANSWER', status, retryable, retryAfterMs: 3_000 });
    expect(failure.message).toContain(String(status));
  });

  it('says that the server cannot be reached, and why', async () => {
    const url = await serve((request) => request.socket.destroy());
    const failure = await failureOf(createClient({ url }).request(MeDocument));
    expect(failure).toMatchObject({ code: 'NETWORK_ERROR', retryable: true, status: undefined });
    expect(failure.cause).toBeInstanceOf(Error);
  });

  it.each<[string, Handler]>([
    ['never begins', () => undefined],
    ['never ends', (_request, response) => response.writeHead(200).write('{"data":')],
  ])('is over at its deadline when the answer %s', async (_what, handler) => {
    const client = createClient({ url: await serve(handler), timeoutMs: 60_000 });
    const startedAt = performance.now();
    const failure = await failureOf(client.request(MeDocument, {}, { timeoutMs: 50 }));
    expect(failure).toMatchObject({ code: 'TIMEOUT', retryable: true, message: 'No answer within 50 ms.' });
    expect(performance.now() - startedAt).toBeLessThan(5_000);
  });

  it("rejects with the signal's reason when the caller ends it", async () => {
    const caller = new AbortController();
    const url = await serve(() => caller.abort(new Error('not needed any more')));
    const request = createClient({ url }).request(MeDocument, {}, { signal: caller.signal });
    await expect(request).rejects.toThrow('not needed any more');
  });
});
