import cors from '@fastify/cors';
import helmet from '@fastify/helmet';
import Fastify, { type FastifyInstance } from 'fastify';
import { v7 as uuidv7 } from 'uuid';

import type { Config } from '../../kernel/config/index.ts';
import { AppError, toAppError } from '../../kernel/errors/index.ts';
import { endConnectionsOnClose } from '../../kernel/http/index.ts';
import { logError, withRequest, type Logger } from '../../kernel/logging/index.ts';
import { sendError } from './encode-error.ts';
import { isGraphqlUpgrade } from './websocket-route.ts';

export type HttpConfig = Pick<Config, 'BODY_LIMIT_BYTES' | 'CORS_ORIGINS' | 'REQUEST_TIMEOUT_MS'>;

const REQUEST_ID = /^[\w.:-]{1,128}$/;

/** The listener with what every request gets: an id, security headers, a body limit, one form of error, one log line. */
export async function createHttpServer(config: HttpConfig, logger: Logger): Promise<FastifyInstance> {
  const app: FastifyInstance = Fastify({
    logger: false,
    bodyLimit: config.BODY_LIMIT_BYTES,
    genReqId: ({ headers }) =>
      typeof headers['x-request-id'] === 'string' && REQUEST_ID.test(headers['x-request-id'])
        ? headers['x-request-id']
        : uuidv7(),
    requestTimeout: config.REQUEST_TIMEOUT_MS,
    keepAliveTimeout: 65_000,
    routerOptions: { ignoreTrailingSlash: false, maxParamLength: 256 },
    forceCloseConnections: 'idle',
    // Where there are no sockets, as over a foreign supergraph, the listener would drop such a request without a word.
    http: {
      shouldUpgradeCallback: (request) => app.server.listenerCount('upgrade') > 0 && isGraphqlUpgrade(request),
    },
    frameworkErrors: (thrown, request, reply) => void sendError(toAppError(thrown), request, reply),
  });
  app.removeContentTypeParser('text/plain');
  endConnectionsOnClose(app);
  await app.register(helmet, { contentSecurityPolicy: false, strictTransportSecurity: false });
  const origins = config.CORS_ORIGINS;
  if (origins.length > 0)
    await app.register(cors, {
      origin: origins.includes('*') ? '*' : [...origins],
      credentials: !origins.includes('*'),
      exposedHeaders: ['x-request-id', 'retry-after'],
    });

  app.addHook('onRequest', (request, reply, done) => {
    reply.header('x-request-id', request.id);
    withRequest({ request_id: request.id, method: request.method, path: request.url.split('?')[0] }, done);
  });
  app.addHook('onResponse', (_request, reply, done) => {
    logger.info({ status: reply.statusCode, duration_ms: Math.round(reply.elapsedTime * 10) / 10 }, 'request');
    done();
  });
  app.setNotFoundHandler((request, reply) => sendError(new AppError('NOT_FOUND'), request, reply));
  app.setErrorHandler(async (thrown, request, reply) => {
    const error = toAppError(thrown);
    logError(logger, error);
    await sendError(error, request, reply);
  });
  return app;
}
