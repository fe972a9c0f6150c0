import type { FastifyReply, FastifyRequest } from 'fastify';
import type { GraphQLFormattedError } from 'graphql';

import { AppError, ERRORS, isErrorCode, type ErrorCode } from '../../kernel/errors/index.ts';
import { fieldOfVariable } from './field-of-variable.ts';

/** What Apollo calls its refusals, in our words. */
const APOLLO_CODES: Readonly<Record<string, ErrorCode>> = {
  OPERATION_RESOLUTION_FAILURE: 'BAD_REQUEST',
  PERSISTED_QUERY_NOT_SUPPORTED: 'BAD_REQUEST',
  PERSISTED_QUERY_NOT_FOUND: 'BAD_REQUEST',
};

/**
 * The form in which an error of an executed request leaves the gateway: a registered code and a message fit
 * for strangers. Anything else becomes INTERNAL; stacks, addresses and names of subgraphs stay inside.
 */
export function encodeGraphQLError(error: GraphQLFormattedError): GraphQLFormattedError {
  // Apollo gives every refusal of a validation rule its own code; ours keep theirs beside it.
  const given = error.extensions?.['limit'] ?? error.extensions?.['code'];
  const code = typeof given === 'string' ? (APOLLO_CODES[given] ?? given) : given;
  const known = isErrorCode(code) ? code : 'INTERNAL';
  const { field = known === 'BAD_USER_INPUT' ? fieldOfVariable(error.message) : undefined, retryAfterMs } =
    error.extensions ?? {};
  return {
    message: known === 'INTERNAL' ? ERRORS.INTERNAL.message : error.message,
    ...(error.locations === undefined ? {} : { locations: error.locations }),
    ...(error.path === undefined ? {} : { path: error.path }),
    extensions: {
      code: known,
      retryable: ERRORS[known].retryable,
      ...(typeof field === 'string' ? { field } : {}),
      ...(typeof retryAfterMs === 'number' ? { retryAfterMs } : {}),
    },
  };
}

/** An error of a foreign subgraph is its own affair: it passes, without what the gateway added. */
export function encodeForeignError(error: GraphQLFormattedError): GraphQLFormattedError {
  const { serviceName: _name, stacktrace: _stack, ...extensions } = error.extensions ?? {};
  return { ...error, extensions };
}

const TOKEN_FAULTS: ReadonlySet<ErrorCode> = new Set<ErrorCode>(['INVALID_TOKEN', 'EXPIRED_TOKEN']);

/** Answers a request that could not be executed: GraphQL's form under /graphql, problem details (RFC 9457) elsewhere. */
export async function sendError(error: AppError, request: FastifyRequest, reply: FastifyReply): Promise<void> {
  const { status } = error.entry;
  reply.code(status).header('x-request-id', request.id);
  if (error.retryAfterMs !== undefined) reply.header('retry-after', Math.ceil(error.retryAfterMs / 1000));
  if (status === 401)
    reply.header('www-authenticate', TOKEN_FAULTS.has(error.code) ? 'Bearer error="invalid_token"' : 'Bearer');
  if (request.url.split('?')[0] === '/graphql') {
    await reply
      .type('application/json; charset=utf-8')
      .send({ errors: [{ message: error.message, extensions: error.extensions }] });
    return;
  }
  const problem = { type: 'about:blank', title: error.message, status, ...error.extensions, requestId: request.id };
  await reply.type('application/problem+json').send(JSON.stringify(problem));
}
