import { expect, vi } from 'vitest';

import { followOverSse } from './follow-over-sse.ts';
import { followOverWebSocket } from './follow-over-websocket.ts';
import { FAULTS, type Stage } from './stage.ts';
import type { Following, Subscriber } from './subscriber.ts';
import { Tally } from './tally.ts';
import { write, type WriterReport } from './writer.ts';

export interface RoundOptions {
  /** Names the chat. */
  readonly round: number;
  readonly messagesPerWriter: number;
  /** How long the last subscriber may take after the last acknowledgement and the last restart. */
  readonly catchUpMs: number;
}

/** What a round took, for the figures. */
export interface RoundFigures {
  readonly messages: number;
  readonly seconds: number;
  /** Until the last subscriber had the last message, after writing and restarting was over. */
  readonly catchUpMs: number;
  readonly retries: Tally;
  readonly reconnects: Tally;
}

/**
 * One chat, all writers at once through both gateways, subscribers over WebSockets and server-sent events; a gateway,
 * a messages pod and Redis are killed at a quarter, a half and three quarters of the messages, and started again. Then
 * everything is compared: acknowledgements, database, and what every subscriber saw.
 */
export async function playRound(
  stage: Stage,
  { round, messagesPerWriter, catchUpMs }: RoundOptions,
): Promise<RoundFigures> {
  const startedAt = performance.now();
  const total = messagesPerWriter * stage.writers.length;
  const chatId = await stage.openChat(`round ${round}`);
  const subscribers = subscribeFromTheStart(stage, chatId);
  let latecomer: Subscriber | undefined;
  const restarts: Promise<void>[] = [];
  let acknowledged = 0;
  const onAcknowledged = (): void => {
    acknowledged += 1;
    const quarter = (acknowledged * 4) / total;
    const fault = FAULTS[quarter - 1];
    if (fault !== undefined) restarts.push(stage.killAndRestart(fault));
    if (acknowledged === Math.floor(total / 3)) latecomer = follow(stage, chatId, 'latecomer');
  };
  try {
    const reports = await Promise.all(
      stage.writers.map((token, index) => {
        const urls = index % 2 === 0 ? stage.urls : stage.urls.toReversed();
        return write({ name: `writer ${index}`, token, chatId, urls, messages: messagesPerWriter, onAcknowledged });
      }),
    );
    await Promise.all(restarts);
    const writtenAt = performance.now();
    const everybody = [...subscribers, ...(latecomer === undefined ? [] : [latecomer])];
    await vi.waitFor(
      () => {
        expect(everybody.map(standing)).toEqual(everybody.map(({ name }) => ({ name, at: total, failure: undefined })));
      },
      { timeout: catchUpMs, interval: 20 },
    );
    const caughtUpAt = performance.now();
    await compare(stage, { chatId, total, reports, subscribers, latecomer });
    return {
      messages: total,
      seconds: (performance.now() - startedAt) / 1_000,
      catchUpMs: caughtUpAt - writtenAt,
      retries: sum(reports.map(({ retries }) => retries)),
      reconnects: sum(everybody.map(({ endings }) => endings)),
    };
  } finally {
    for (const subscriber of [...subscribers, latecomer]) subscriber?.stop();
    await Promise.allSettled(restarts);
  }
}

const FAITHFUL = 'stays with its gateway';
const ROAMING = 'goes to the other gateway';

function subscribeFromTheStart(stage: Stage, chatId: string): readonly Subscriber[] {
  return [0, 1].flatMap((gateway) => {
    const urls = gateway === 0 ? stage.urls : stage.urls.toReversed();
    const [token = '', ...others] = stage.readers;
    const from = (who: string): Following => ({
      name: `${who}, first at gateway ${gateway}`,
      token: others[gateway] ?? token,
      chatId,
      urls,
      afterSeq: 0,
    });
    return [
      followOverWebSocket({ ...from(`WebSocket that ${FAITHFUL}`), urls: urls.slice(0, 1) }),
      followOverWebSocket({ ...from(`WebSocket that ${ROAMING}`), token }),
      followOverSse(from(`event stream that ${ROAMING}`)),
    ];
  });
}

/** Somebody who begins in the middle, at the end of the chat as it is then. */
function follow({ readers, urls }: Stage, chatId: string, name: string): Subscriber {
  return followOverWebSocket({ name, token: readers[0] ?? '', chatId, urls, afterSeq: undefined });
}

function standing({ name, received, failure }: Subscriber): unknown {
  return { name, at: received.at(-1)?.seq, failure: failure() };
}

interface Played {
  readonly chatId: string;
  readonly total: number;
  readonly reports: readonly WriterReport[];
  readonly subscribers: readonly Subscriber[];
  readonly latecomer: Subscriber | undefined;
}

async function compare(stage: Stage, { chatId, total, reports, subscribers, latecomer }: Played): Promise<void> {
  const acknowledged = reports.flatMap((report) => report.acknowledged);
  const stored = await stage.store.ofChat(chatId);
  expect(acknowledged).toHaveLength(total);
  expect(stored.map(({ seq }) => seq)).toEqual(Array.from({ length: total }, (_, index) => index + 1));
  expect(new Set(stored.map(({ clientMessageId }) => clientMessageId)).size).toBe(total);
  // Every acknowledgement told the truth, whichever of its repetitions was the one that arrived.
  expect(acknowledged.toSorted((a, b) => a.seq - b.seq)).toEqual(stored);
  for (const report of reports) {
    const seqs = report.acknowledged.map(({ seq }) => seq);
    expect(seqs).toEqual(seqs.toSorted((a, b) => a - b));
  }
  const sent = stored.map(({ seq, text }) => ({ seq, text }));
  for (const { name, received } of subscribers) expect([name, received]).toEqual([name, sent]);
  const start = latecomer?.received[0]?.seq ?? Number.NaN;
  expect(start).toBeGreaterThan(1);
  expect(latecomer?.received).toEqual(sent.slice(start - 1));
}

function sum(tallies: readonly Tally[]): Tally {
  const all = new Tally();
  for (const tally of tallies) all.add(tally);
  return all;
}
