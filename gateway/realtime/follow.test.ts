import fc from 'fast-check';
import { afterEach, beforeEach, describe, expect, it, vi } from 'vitest';

import { AppError } from '../../kernel/errors/index.ts';
import { endableEvents } from './endable-events.ts';
import { follow } from './follow.ts';
import { failureFrom, type Look } from './read-look.ts';
import { STREAM_TABLE, type StreamRow } from './stream-table.ts';
import { TopicWatch } from './topic-watch.ts';

const LOG = STREAM_TABLE['messageAdded'] as StreamRow;
const TYPING = STREAM_TABLE['typing'] as StreamRow;

function open(row: StreamRow, look: (after: number) => Look, first: Look = look(0)) {
  const watch = new TopicWatch({ row, spreadMs: () => 5 });
  if (first.kind === 'failed') throw new Error('cannot be opened');
  const events = endableEvents(follow({ watch, first, look: async (after) => look(after) }), () => watch.end());
  return { watch, events };
}

/** A log of which a look brings at most two entries. */
function pageOf(log: readonly number[], after: number): Look {
  const found = log.filter((seq) => seq > after).slice(0, 2);
  const events = found.map((cursor) => ({ kind: 'next', payload: { data: { seq: cursor } }, cursor }) as const);
  const cursor = found.at(-1) ?? after;
  return { kind: 'page', events, cursor, hasMore: (log.at(-1) ?? 0) > cursor };
}

const stateOf = (value: unknown): Look => ({
  kind: 'state',
  event: { kind: 'next', payload: { data: { value } } },
  isWhole: true,
});

describe('what a stream tells', () => {
  beforeEach(() => {
    vi.useFakeTimers();
  });
  afterEach(() => {
    vi.useRealTimers();
  });

  it('of a log is each entry once, in order, whatever is signalled when, lost or told again', async () => {
    const step = fc.oneof(
      fc.constant({ kind: 'append' } as const),
      fc.record({ kind: fc.constant('signal' as const), back: fc.nat(3) }),
      fc.constant({ kind: 'gap' } as const),
      fc.constant({ kind: 'chat' } as const),
      fc.constant({ kind: 'fail' } as const),
      fc.record({ kind: fc.constant('wait' as const), ms: fc.nat(300) }),
    );
    await fc.assert(
      fc.asyncProperty(fc.array(step, { maxLength: 40 }), async (steps) => {
        const log: number[] = [];
        let failures = 0;
        const { watch, events } = open(
          LOG,
          (after) => (failures-- > 0 ? failureFrom(new AppError('SUBGRAPH_UNAVAILABLE')) : pageOf(log, after)),
          pageOf([], 0),
        );
        const told: (number | undefined)[] = [];
        const reading = (async () => {
          for await (const event of events) told.push(event.kind === 'next' ? event.cursor : undefined);
        })();
        for (const one of steps) {
          if (one.kind === 'append') log.push(log.length + 1);
          else if (one.kind === 'signal') watch.onSignal({ kind: 'message', seq: Math.max(0, log.length - one.back) });
          else if (one.kind === 'gap') watch.onGap();
          else if (one.kind === 'chat') watch.onSignal({ kind: 'chat', seq: 1 });
          else if (one.kind === 'fail') failures = 2;
          else await vi.advanceTimersByTimeAsync(one.ms);
        }
        watch.onSignal({ kind: 'message', seq: log.length });
        await vi.advanceTimersByTimeAsync(20_000);
        expect(told).toEqual(log);
        await events.return();
        await reading;
        expect(vi.getTimerCount()).toBe(0);
      }),
      { numRuns: 100 },
    );
  });

  it('of a state is what differs from what was told last', async () => {
    let value = 1;
    const { watch, events } = open(TYPING, () => stateOf(value));
    expect(await events.next()).toMatchObject({ value: { payload: { data: { value: 1 } } } });
    const second = events.next();
    watch.onSignal({ kind: 'typing', until: 0 });
    await vi.advanceTimersByTimeAsync(10);
    value = 2;
    watch.onGap();
    await vi.advanceTimersByTimeAsync(10);
    expect(await second).toMatchObject({ value: { payload: { data: { value: 2 } } } });
    await events.return();
  });

  it('of who types changes by itself when it was said to, and not before', async () => {
    let value = 'typing';
    const { watch, events } = open(TYPING, () => stateOf(value));
    await events.next();
    const over = events.next();
    watch.onSignal({ kind: 'typing', until: Date.now() + 6_000 });
    await vi.advanceTimersByTimeAsync(5_900);
    value = 'silent';
    await vi.advanceTimersByTimeAsync(500);
    expect(await over).toMatchObject({ value: { payload: { data: { value: 'silent' } } } });
    await events.return();
    expect(vi.getTimerCount()).toBe(0);
  });

  it('ends with what no waiting cures', async () => {
    const { watch, events } = open(LOG, () => failureFrom(new AppError('NOT_FOUND')), pageOf([], 0));
    const next = events.next();
    watch.onSignal({ kind: 'chat', seq: 2 });
    await vi.advanceTimersByTimeAsync(10);
    expect(await next).toMatchObject({ done: false, value: { kind: 'failed' } });
    expect(await events.next()).toEqual({ done: true, value: undefined });
  });

  it('ends at once when nobody wants it any more, also before and while somebody waits', async () => {
    const { events } = open(LOG, (after) => pageOf([], after));
    const waiting = events.next();
    await events.return();
    expect(await waiting).toEqual({ done: true, value: undefined });
    const unread = open(LOG, (after) => pageOf([], after));
    await unread.events.return();
    expect(unread.watch.isEnded()).toBe(true);
  });
});
