export { createLogger, type Logger, type LoggerOptions, type LogLevel } from './create-logger.ts';
export { logError } from './log-error.ts';
export { redact } from './redact.ts';
export { withRequest, type RequestLogFields } from './request-log-fields.ts';
