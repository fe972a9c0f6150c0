import { isConstraintRefusal, type AppError } from '../errors/index.ts';
import type { Logger } from './create-logger.ts';
import { describeBriefly } from './describe-error.ts';

/**
 * Logs an error at the level of its code. Refusals of bad requests are everyday: they are logged without a cause.
 * A part that is away or busy says so with every request: what caused it is enough. A stack has only what nobody expected.
 * What only a constraint of the database noticed is a client's mistake that ours let through: the log names the constraint.
 * @example logError(logger, toAppError(thrown));
 */
export function logError(logger: Logger, error: AppError): void {
  const { level } = error.entry;
  if (level === 'error') logger.error({ error }, error.message);
  else if (level === 'warn' || isConstraintRefusal(error.cause))
    logger.warn({ error: describeBriefly(error) }, error.message);
  else logger[level]({ code: error.code, field: error.field }, error.message);
}
