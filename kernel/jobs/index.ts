export { jobQueue, migrateJobs, type Job, type JobQueue } from './job-queue.ts';
export { startJobWorker, type JobWorker, type JobWorkerOptions } from './job-worker.ts';
export type { Task, Tasks } from './task.ts';
