import { Logger as WorkerLogger } from 'graphile-worker';

import type { Logger } from '../logging/index.ts';

/** The queue's own lines in our log. What it tells of its own coming and going is of interest when looking for a fault. */
export function workerLogger(logger: Logger): WorkerLogger {
  return new WorkerLogger((scope) => (level, message) => {
    const fields = { task: scope.taskIdentifier, job: scope.jobId };
    if (level === 'error') logger.error(fields, message);
    else if (level === 'warning') logger.warn(fields, message);
    else logger.debug(fields, message);
  });
}
