import { fastify, type FastifyInstance } from 'fastify';
import { afterAll, beforeAll, beforeEach, describe, expect, it } from 'vitest';

import { createFetcher } from './fetcher.ts';

describe('the sender of the playground', () => {
  let app: FastifyInstance;
  let endpoint: string;
  let send: ReturnType<typeof createFetcher>;
  beforeAll(async () => {
    app = fastify();
    app.post<{ Body: { query: string } }>('/graphql', ({ body, headers }, reply) => {
      if (headers.authorization === 'Bearer expired') return reply.code(401).send({ errors: [] });
      if (body.query.startsWith('signIn ')) return { data: { signIn: { accessToken: body.query.slice(7) } } };
      if (body.query === 'text') return reply.type('text/plain').send('no JSON');
      return { data: { sent: headers.authorization ?? null } };
    });
    endpoint = `${await app.listen({ port: 0, host: '127.0.0.1' })}/graphql`;
  });
  afterAll(() => app.close());
  beforeEach(() => {
    send = createFetcher(endpoint);
  });

  it('is nobody until somebody signs in, then that one', async () => {
    expect(await send({ query: 'me' })).toEqual({ data: { sent: null } });
    await send({ query: 'signIn t1' });
    expect(await send({ query: 'me' })).toEqual({ data: { sent: 'Bearer t1' } });
    await send({ query: 'signIn t2' });
    expect(await send({ query: 'me' })).toEqual({ data: { sent: 'Bearer t2' } });
  });

  it('lets the headers of a tab go first, whatever their case', async () => {
    await send({ query: 'signIn t1' });
    const headers = { Authorization: 'Bearer own' };
    expect(await send({ query: 'me' }, { headers })).toEqual({ data: { sent: 'Bearer own' } });
  });

  it('forgets a token that is refused, so that one can sign in again', async () => {
    await send({ query: 'signIn expired' });
    expect(await send({ query: 'me' })).toEqual({ errors: [] });
    expect(await send({ query: 'me' })).toEqual({ data: { sent: null } });
  });

  it('shows what is no JSON as it came', async () => {
    expect(await send({ query: 'text' })).toEqual({ status: 200, text: 'no JSON' });
  });
});
