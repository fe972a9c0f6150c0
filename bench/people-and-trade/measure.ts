import { percentile } from '../support/statistics.ts';
import { table } from '../support/table.ts';
import type { Question } from './questions.ts';

const WARM_UP = 20;
const ALONE = { callers: 1, forMs: 3_000, atMost: 1_500 } as const;
const CROWD = { callers: 8, forMs: 3_000, atMost: 6_000 } as const;

export interface Measured {
  readonly question: Question;
  readonly alone: readonly number[];
  readonly crowd: readonly number[];
}

/** Asks one question alone and in a crowd. Latencies are in milliseconds. */
export async function measure(question: Question): Promise<Measured> {
  for (let time = 0; time < WARM_UP; time += 1) await question.ask(time);
  return { question, alone: await askFor(question, ALONE), crowd: await askFor(question, CROWD) };
}

interface Load {
  readonly callers: number;
  readonly forMs: number;
  readonly atMost: number;
}

async function askFor({ ask }: Question, { callers, forMs, atMost }: Load): Promise<readonly number[]> {
  const latencies: number[] = [];
  const startedAt = performance.now();
  let asked = WARM_UP;
  const askUntilOver = async (): Promise<void> => {
    while (performance.now() - startedAt < forMs && asked < atMost + WARM_UP) {
      asked += 1;
      const sentAt = performance.now();
      await ask(asked);
      latencies.push(performance.now() - sentAt);
    }
  };
  await Promise.all(Array.from({ length: callers }, askUntilOver));
  return latencies;
}

export function report(results: readonly Measured[]): readonly string[] {
  const ms = (latencies: readonly number[], share: number): string => percentile(latencies, share).toFixed(1);
  return table([
    ['', 'p50 ms', 'p99 ms', 'times', 'p50 of 8', 'p99 of 8', 'wanted p99'],
    ...results.map(({ question: { name, targetMs }, alone, crowd }) => [
      name,
      ms(alone, 0.5),
      ms(alone, 0.99),
      String(alone.length),
      ms(crowd, 0.5),
      ms(crowd, 0.99),
      targetMs === undefined ? '' : `< ${targetMs}`,
    ]),
  ]);
}
