import { pino, stdSerializers, type DestinationStream } from 'pino';
import type { Logger } from 'pino';

import { describeError } from './describe-error.ts';
import { mayHoldSecret, redact } from './redact.ts';
import { requestLogFields } from './request-log-fields.ts';

export type { Logger };
export type LogLevel = 'debug' | 'info' | 'warn' | 'error' | 'silent';

export interface LoggerOptions {
  /** Name of the process, such as `gateway`. */
  readonly service: string;
  readonly level: LogLevel;
  /** Where the lines go; standard output unless told. */
  readonly stream?: DestinationStream;
}

/**
 * A pino logger of JSON lines: `timestamp` (ISO 8601), `level` (a word), `logger`, `message`, `service`, and
 * inside `withRequest` also `request_id`, `user_id`, `method`, `path`. Write `logger.child({ logger: 'quota' })`
 * for a part, `logger.warn({ error }, 'what happened')` for an error with its causes.
 *
 * No line carries a secret, wherever in the record it stood. The fields `body`, `variables`, `request_body`
 * and `response_body` appear in lines of level debug only. Writing is synchronous: nothing is lost at exit.
 */
export function createLogger({ service, level, stream }: LoggerOptions): Logger {
  const options = {
    level,
    base: { logger: service, service },
    messageKey: 'message',
    errorKey: 'error',
    timestamp: () => `,"timestamp":"${new Date().toISOString()}"`,
    formatters: { level: (label: string) => ({ level: label }) },
    serializers: { error: describeError, err: describeError, req: stdSerializers.req, res: stdSerializers.res },
    mixin: requestLogFields,
    hooks: { streamWrite: cleanLine },
  };
  return stream === undefined ? pino(options) : pino(options, stream);
}

const FIRST = ['timestamp', 'level', 'logger', 'message', 'service'];
const BODIES = new Set(['body', 'variables', 'request_body', 'response_body']);

/** Works on the finished line, so that nothing can reach the stream past it. */
function cleanLine(line: string): string {
  const written: unknown = JSON.parse(line);
  const record = (mayHoldSecret(line) ? redact(written) : written) as Record<string, unknown>;
  const withBodies = record['level'] === 'debug' || record['level'] === 'trace';
  const ordered = Object.fromEntries(FIRST.map((name) => [name, record[name]]));
  for (const [name, value] of Object.entries(record)) {
    if (withBodies || !BODIES.has(name)) ordered[name] = value;
  }
  return `${JSON.stringify(ordered)}\n`;
}
