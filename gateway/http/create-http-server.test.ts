import { once } from 'node:events';
import { request, type IncomingMessage } from 'node:http';

import { expect, it } from 'vitest';

import { createLogger } from '../../kernel/logging/index.ts';
import { createHttpServer } from './create-http-server.ts';

it('answers a request for a socket as the plain request it is, where there are no sockets', async () => {
  const config = { BODY_LIMIT_BYTES: 1_000, CORS_ORIGINS: [], REQUEST_TIMEOUT_MS: 1_000 };
  const app = await createHttpServer(config, createLogger({ service: 'test', level: 'silent' }));
  app.get('/graphql', () => 'plain');
  const url = await app.listen({ port: 0, host: '127.0.0.1' });
  const asked = request(`${url}/graphql`, { headers: { connection: 'Upgrade', upgrade: 'websocket' } }).end();
  const [answer] = (await once(asked, 'response')) as [IncomingMessage];
  expect(answer.statusCode).toBe(200);
  answer.resume();
  await app.close();
});
