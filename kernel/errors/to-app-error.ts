import { GraphQLError } from 'graphql';

import { AppError } from './app-error.ts';
import { codeOfConstraint } from './constraint-code.ts';
import { isErrorCode, type ErrorCode } from './registry.ts';
import { isStoreAway } from './store-away.ts';

/**
 * Turns anything thrown into an `AppError`; never throws itself. What it does not know
 * becomes `INTERNAL`, with the original kept as `cause` for the log.
 */
export function toAppError(thrown: unknown): AppError {
  if (thrown instanceof AppError) return thrown;
  if (thrown instanceof GraphQLError) return fromGraphQLError(thrown);
  if (!(thrown instanceof Error)) return new AppError('INTERNAL', { cause: thrown });
  if (thrown.name === 'TimeoutError') return new AppError('DEADLINE_EXCEEDED', { cause: thrown });
  if (thrown.name === 'AbortError') return new AppError('CLIENT_CLOSED_REQUEST', { cause: thrown });
  if (isStoreAway(thrown)) return new AppError('SUBGRAPH_UNAVAILABLE', { cause: thrown });
  return new AppError(codeOfConstraint(thrown) ?? codeOfHttpError(thrown) ?? 'INTERNAL', { cause: thrown });
}

/** GraphQL's own refusals quote only the caller's document, so their text may be shown. */
function fromGraphQLError(error: GraphQLError): AppError {
  const { originalError } = error;
  if (originalError && !(originalError instanceof GraphQLError)) return toAppError(originalError);
  const { code, field, retryAfterMs } = error.extensions;
  // Without a path nothing was executed yet: a variable did not fit its type, and the original says so of a part of it.
  if (code === undefined && (error.originalError === undefined || error.path === undefined)) {
    return new AppError('BAD_USER_INPUT', { message: error.message, cause: error });
  }
  if (!isErrorCode(code)) return new AppError('INTERNAL', { cause: error });
  return new AppError(code, {
    message: error.message,
    cause: error,
    ...(typeof field === 'string' ? { field } : {}),
    ...(typeof retryAfterMs === 'number' ? { retryAfterMs } : {}),
  });
}

const CODE_BY_STATUS: Readonly<Record<number, ErrorCode>> = {
  404: 'NOT_FOUND',
  405: 'METHOD_NOT_ALLOWED',
  406: 'NOT_ACCEPTABLE',
  413: 'PAYLOAD_TOO_LARGE',
  415: 'UNSUPPORTED_MEDIA_TYPE',
  429: 'TOO_MANY_REQUESTS',
};

/** Fastify marks its refusals with `statusCode`; a foreign 5xx stays INTERNAL. */
function codeOfHttpError(error: Error): ErrorCode | undefined {
  const status = 'statusCode' in error ? error.statusCode : undefined;
  if (typeof status !== 'number' || status < 400 || status > 499) return undefined;
  return CODE_BY_STATUS[status] ?? 'BAD_REQUEST';
}
