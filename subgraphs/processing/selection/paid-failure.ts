import { AppError } from '../../../kernel/errors/index.ts';
import type { CallOutcome } from './provider-client.ts';

/** The error for a paid call that surely had no effect: behind the paid provider there is no other. */
export function paidFailure(result: Extract<CallOutcome, { kind: 'failed' | 'refused' | 'not_sent' }>): AppError {
  if (result.kind === 'not_sent' && result.late) return new AppError('DEADLINE_EXCEEDED', { cause: result.cause });
  const retryAfterMs = result.kind === 'refused' ? result.retryAfterMs : undefined;
  return new AppError('PROVIDER_FAILED', {
    cause: result.kind === 'refused' ? result : result.cause,
    ...(retryAfterMs === undefined ? {} : { retryAfterMs }),
  });
}
