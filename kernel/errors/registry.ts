/** What one error code means everywhere: in HTTP, GraphQL, logs and the client. */
export interface ErrorEntry {
  /** HTTP status of a REST answer, or of a GraphQL request that could not be executed at all. */
  readonly status: number;
  /** Level at which the gateway logs it. Only `error` wakes somebody up. */
  readonly level: 'debug' | 'info' | 'warn' | 'error';
  /** Whether the same request may succeed later without being changed. */
  readonly retryable: boolean;
  /** What a stranger may read. Never carries an inside address, a query or a stack. */
  readonly message: string;
}

type EntryColumns = [status: number, level: ErrorEntry['level'], retryable: boolean, message: string];

/** Every code that can leave the system. Codes are stable: clients branch on them. */
export const ERRORS = {
  BAD_REQUEST: entry(400, 'info', false, 'The request is malformed.'),
  BAD_USER_INPUT: entry(400, 'info', false, 'A value in the request is not acceptable.'),
  GRAPHQL_PARSE_FAILED: entry(400, 'info', false, 'The GraphQL document could not be parsed.'),
  GRAPHQL_VALIDATION_FAILED: entry(400, 'info', false, 'The GraphQL document is not valid for this schema.'),
  OPERATION_TOO_LARGE: entry(400, 'info', false, 'The GraphQL operation exceeds a limit.'),
  UNAUTHENTICATED: entry(401, 'info', false, 'Sign in to do this.'),
  UNSIGNED_CALL: entry(401, 'warn', false, 'Subgraphs answer signed calls only.'),
  INVALID_TOKEN: entry(401, 'info', false, 'The access token is invalid or has expired.'),
  EXPIRED_TOKEN: entry(401, 'info', false, 'The access token has expired.'),
  FORBIDDEN: entry(403, 'info', false, 'You may not do this.'),
  NOT_FOUND: entry(404, 'info', false, 'There is no such thing.'),
  METHOD_NOT_ALLOWED: entry(405, 'info', false, 'This method is not served here.'),
  NOT_ACCEPTABLE: entry(406, 'info', false, 'None of the accepted media types can be produced.'),
  CONFLICT: entry(409, 'info', false, 'The change conflicts with the present state.'),
  PAYLOAD_TOO_LARGE: entry(413, 'info', false, 'The request body is too large.'),
  UNSUPPORTED_MEDIA_TYPE: entry(415, 'info', false, 'The content type is not supported here.'),
  TOO_MANY_REQUESTS: entry(429, 'info', true, 'Too many requests; slow down.'),
  CLIENT_CLOSED_REQUEST: entry(499, 'debug', true, 'The client went away before the answer.'),
  INTERNAL: entry(500, 'error', false, 'Something went wrong on our side.'),
  PROVIDER_OUTCOME_UNKNOWN: entry(502, 'warn', false, 'The provider was asked, but its answer never arrived.'),
  PROVIDER_FAILED: entry(502, 'warn', true, 'The provider could not process the message.'),
  SUBGRAPH_UNAVAILABLE: entry(503, 'warn', true, 'A part of the graph is unavailable; try again shortly.'),
  QUOTA_STORE_UNAVAILABLE: entry(503, 'warn', true, 'The quota cannot be checked at the moment; try again shortly.'),
  OVERLOADED: entry(503, 'warn', true, 'The server is busy; try again shortly.'),
  SHUTTING_DOWN: entry(503, 'info', true, 'The server is stopping; try again.'),
  DEADLINE_EXCEEDED: entry(504, 'warn', true, 'The answer took longer than allowed.'),
} as const satisfies Record<string, ErrorEntry>;

export type ErrorCode = keyof typeof ERRORS;

export function isErrorCode(value: unknown): value is ErrorCode {
  return typeof value === 'string' && Object.hasOwn(ERRORS, value);
}

function entry(...[status, level, retryable, message]: EntryColumns): ErrorEntry {
  return { status, level, retryable, message };
}
