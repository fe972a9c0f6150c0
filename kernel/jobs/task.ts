/** What a worker does with the jobs of one name. A job may come twice: a worker may die after its work and before it says so. */
export interface Task {
  /**
   * Where set, the task repeats itself this often, and nobody enqueues it. Each run is worked on by one of all workers;
   * one that takes longer than this does not keep the next one waiting.
   */
  readonly everyMs?: number;
  /** Resolves when the job is done; a rejection has it tried again later, or, where it repeats itself, at its next time. */
  run(payload: unknown): Promise<void>;
}

/** The tasks of one subgraph by name. */
export type Tasks = Readonly<Record<string, Task>>;
