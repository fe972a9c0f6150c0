import { randomUUID } from 'node:crypto';
import { setTimeout as sleep } from 'node:timers/promises';

import type { Message } from '../../../subgraphs/processing/selection/selection-options.ts';
import { seeded } from '../../../subgraphs/processing/selection/policy/simulate.suite.ts';
import type { Load, LoadTally, PodOutcome } from './pod-message.ts';

const LONGEST_BURST = 12;
const MEAN_BURST = (1 + LONGEST_BURST) / 2;

/** The clock that all processes of one machine share, in milliseconds. */
function machineNow(): number {
  return Number(process.hrtime.bigint() / 1_000n) / 1_000;
}

/** Sends bursts of messages with random gaps between them, and tells when each message arrived. */
export async function playLoad(
  { perSecond, forMs, seed }: Load,
  pod: { process(message: Message): Promise<PodOutcome>; arrived(atMs: readonly number[]): void },
): Promise<LoadTally> {
  const random = seeded(seed);
  const until = performance.now() + forMs;
  const answers: Promise<PodOutcome>[] = [];
  let nextAt = performance.now();
  while (performance.now() < until) {
    const burst = 1 + Math.floor(random() * LONGEST_BURST);
    const atMs: number[] = [];
    for (let call = 0; call < burst; call += 1) {
      atMs.push(machineNow());
      answers.push(pod.process(paidMessage()));
    }
    pod.arrived(atMs);
    nextAt += (random() * 2 * 1_000 * MEAN_BURST) / perSecond;
    await sleep(Math.max(0, nextAt - performance.now()));
  }
  return tallyOf(await Promise.all(answers));
}

function paidMessage(): Message {
  const deadline = Date.now() + 20_000;
  return { userId: 'payer', text: randomUUID(), idempotencyKey: undefined, door: 'ANY', deadline };
}

function tallyOf(outcomes: readonly PodOutcome[]): LoadTally {
  const failed = outcomes.filter(({ kind }) => kind !== 'processed');
  const names = failed.map((outcome) => (outcome.kind === 'error' ? outcome.code : outcome.kind));
  return { processed: outcomes.length - failed.length, otherwise: failed.length, errors: [...new Set(names)] };
}
