import { HeaderMap, type ApolloServer } from '@apollo/server';
import type { FastifyInstance, FastifyReply, FastifyRequest } from 'fastify';

import { AppError } from '../../kernel/errors/index.ts';
import { withRequest } from '../../kernel/logging/index.ts';
import type { RequestScope } from '../request-scope.ts';
import { graphqlStatus } from './graphql-status.ts';
import { wantsEvents, type AnswerWithEvents } from './sse-route.ts';

/** Makes the scope of a request that came over HTTP; rejects with 401 for a wrong credential. */
export type ScopeOf = (request: FastifyRequest) => Promise<RequestScope>;

export interface GraphqlRouteOptions {
  readonly server: ApolloServer<RequestScope>;
  readonly scopeOf: ScopeOf;
  /** Where there are streams: answers who accepts `text/event-stream`. */
  readonly answerWithEvents: AnswerWithEvents | undefined;
}

/** `GET` and `POST /graphql` (GraphQL over HTTP). Other methods are refused with 405. */
export function registerGraphqlRoute(app: FastifyInstance, options: GraphqlRouteOptions): void {
  const { server, scopeOf, answerWithEvents } = options;
  const answer = async (request: FastifyRequest, reply: FastifyReply): Promise<void> => {
    if (answerWithEvents !== undefined && wantsEvents(request)) {
      await answerWithEvents(request, reply);
      return;
    }
    const scope = await scopeOf(request);
    const userId = scope.viewer.kind === 'user' ? scope.viewer.id : undefined;
    await withRequest({ user_id: userId }, () => execute(server, scope, { request, reply }));
  };
  app.get('/graphql', answer);
  app.post('/graphql', answer);
  app.route({
    method: ['PUT', 'PATCH', 'DELETE'],
    url: '/graphql',
    handler: (_request, reply) => {
      reply.header('allow', 'GET, POST');
      throw new AppError('METHOD_NOT_ALLOWED');
    },
  });
}

interface Exchange {
  readonly request: FastifyRequest;
  readonly reply: FastifyReply;
}

async function execute(
  server: ApolloServer<RequestScope>,
  scope: RequestScope,
  { request, reply }: Exchange,
): Promise<void> {
  const { body, headers, status } = await server.executeHTTPGraphQLRequest({
    httpGraphQLRequest: {
      method: request.method,
      headers: headerMapOf(request),
      search: searchOf(request.url),
      body: request.body,
    },
    context: () => Promise.resolve(scope),
  });
  if (body.kind !== 'complete') throw new AppError('NOT_ACCEPTABLE');
  for (const [name, value] of headers) reply.header(name, value);
  await reply.code(graphqlStatus(status ?? 200, body.string, request.headers.accept)).send(body.string);
}

function headerMapOf({ headers }: FastifyRequest): HeaderMap {
  const map = new HeaderMap();
  for (const [name, value] of Object.entries(headers))
    if (value !== undefined) map.set(name, Array.isArray(value) ? value.join(', ') : value);
  // No credential of this door travels by itself: a forged request is nobody's, and may be answered.
  if (headers.cookie === undefined) map.set('apollo-require-preflight', 'true');
  return map;
}

function searchOf(url: string): string {
  const at = url.indexOf('?');
  return at === -1 ? '' : url.slice(at);
}
