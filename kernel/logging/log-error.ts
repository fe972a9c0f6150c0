import type { AppError } from '../errors/index.ts';
import type { Logger } from './create-logger.ts';

/**
 * Logs an error at the level of its code. Refusals of bad requests are everyday: they are logged without a stack.
 * @example logError(logger, toAppError(thrown));
 */
export function logError(logger: Logger, error: AppError): void {
  const { level } = error.entry;
  const everyday = level === 'debug' || level === 'info';
  logger[level](everyday ? { code: error.code, field: error.field } : { error }, error.message);
}
