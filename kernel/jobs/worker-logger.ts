import { Logger as WorkerLogger } from 'graphile-worker';

import { toAppError } from '../errors/index.ts';
import { logError, type Logger } from '../logging/index.ts';

/**
 * The queue's own lines in our log. What it tells of its own coming and going is of interest when looking for a fault;
 * why a job failed is logged as everywhere: a part that is away or busy by its cause, without a stack.
 */
export function workerLogger(logger: Logger): WorkerLogger {
  return new WorkerLogger((scope) => (level, message, meta) => {
    const fields = { task: scope.taskIdentifier, job: scope.jobId };
    const { job, error } = meta;
    if (job !== undefined && error !== undefined) logFailure(logger, job as FailedJob, error);
    else if (level === 'error') logger.error(fields, message);
    else if (level === 'warning') logger.warn(fields, message);
    else logger.debug(fields, message);
  });
}

interface FailedJob {
  readonly id: string;
  readonly task_identifier: string;
  readonly attempts: number;
  readonly max_attempts: number;
}

function logFailure(logger: Logger, job: FailedJob, error: unknown): void {
  const { id, task_identifier: task, attempts, max_attempts: most } = job;
  logError(logger.child({ task, job: id, attempt: attempts, attempts: most }), toAppError(error));
}
