import { fork } from 'node:child_process';
import { once } from 'node:events';

import type { Message } from '../../../subgraphs/processing/selection/selection-options.ts';
import type { FromPod, Load, LoadTally, PodOptions, PodOutcome, ToPod } from './pod-message.ts';

/** A pod in a process of its own. Work of a pod that is killed stays unanswered: its promises reject. */
export interface Pod {
  /** When messages of its load arrived, on the machine's clock. */
  readonly arrivals: readonly number[];
  process(message: Message): Promise<PodOutcome>;
  setPaidAccess(userId: string, seq: number): Promise<void>;
  load(load: Load): Promise<LoadTally>;
  /** Goes on after it has stopped itself, or was stopped. */
  goOn(): void;
  /** SIGKILL, over when the process is gone. */
  kill(): Promise<void>;
  /** Finishes what is under way and ends. Does nothing where the pod was killed. */
  close(): Promise<void>;
}

type Work = ToPod extends infer Message ? (Message extends { id: number } ? Omit<Message, 'id'> : never) : never;

export async function startPod(options: PodOptions): Promise<Pod> {
  const child = fork(new URL('./main.ts', import.meta.url), { serialization: 'advanced', execArgv: [] });
  const ended = once(child, 'exit');
  const arrivals: number[] = [];
  const waiting = new Map<number, { resolve(result: unknown): void; reject(error: unknown): void }>();
  const opened = Promise.withResolvers<undefined>();
  let lastId = 0;

  child.on('message', (message: FromPod) => {
    if (message.kind === 'opened') opened.resolve(undefined);
    else if (message.kind === 'arrived') arrivals.push(...message.atMs);
    else {
      waiting.get(message.id)?.resolve(message.result);
      waiting.delete(message.id);
    }
  });
  void ended.then(([code, signal]) => {
    const error = new Error(`the pod ended (${String(signal ?? code)})`);
    opened.reject(error);
    for (const { reject } of waiting.values()) reject(error);
    waiting.clear();
  });

  function ask(work: Work): Promise<unknown> {
    const id = (lastId += 1);
    return new Promise((resolve, reject) => {
      waiting.set(id, { resolve, reject });
      child.send({ ...work, id });
    });
  }

  child.send({ kind: 'open', options } satisfies ToPod);
  await opened.promise;
  return {
    arrivals,
    process: async (message) => (await ask({ kind: 'process', message })) as PodOutcome,
    setPaidAccess: async (userId, seq) => {
      await ask({ kind: 'paid_access', userId, seq });
    },
    load: async (load) => (await ask({ kind: 'load', load })) as LoadTally,
    goOn() {
      child.kill('SIGCONT');
    },
    async kill() {
      child.kill('SIGKILL');
      await ended;
    },
    async close() {
      if (child.exitCode !== null || child.signalCode !== null) return;
      await ask({ kind: 'close' });
      child.disconnect();
      await ended;
    },
  };
}
