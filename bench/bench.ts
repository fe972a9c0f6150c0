import type { Lifecycle } from '../kernel/lifecycle/index.ts';

/** A benchmark. It prints ratios; it never passes or fails. */
export interface Bench {
  /** One line for the list. */
  readonly about: string;
  run(context: BenchContext): Promise<void>;
}

export interface BenchContext {
  readonly print: (line: string) => void;
  /** Undoes what the benchmark started, also when it is interrupted. */
  readonly lifecycle: Lifecycle;
}
