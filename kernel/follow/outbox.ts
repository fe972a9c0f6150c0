import type { EntityManager } from '@mikro-orm/postgresql';
import { v7 as uuidv7 } from 'uuid';

import type { SubgraphName } from '../config/index.ts';
import type { Database } from '../database/index.ts';
import { AppError, toAppError } from '../errors/index.ts';
import { logError, type Logger } from '../logging/index.ts';
import type { SubgraphCaller } from '../transport/index.ts';
import { EVENTS, type EventName, type EventPayload } from './events.ts';

/** The table of an owner's outbox; part of the first migration of a subgraph that tells events. */
export const OUTBOX_TABLE = `create table outbox_event (
  seq bigint generated always as identity primary key,
  name text not null,
  payload jsonb not null,
  pending text[] not null,
  created_at timestamptz not null default now()
)`;

/**
 * Tells other subgraphs what changed, at least once, whatever fails in between: an event is written in
 * the transaction of the change, sent right after the commit, and sent again by a sweep until each
 * consumer has applied it. A row lives until then.
 */
export interface Outbox {
  /** Writes an event in the caller's transaction; returns its sequence number. */
  append<N extends EventName>(em: EntityManager, name: N, payload: EventPayload<N>): Promise<number>;
  /**
   * Sends an event after its commit and resolves when every consumer has applied it.
   * @throws SUBGRAPH_UNAVAILABLE where one has not; the sweep goes on trying.
   */
  publish(seq: number): Promise<void>;
  close(): Promise<void>;
}

export interface OutboxOptions {
  readonly owner: SubgraphName;
  readonly database: Database;
  readonly peer: (name: SubgraphName) => SubgraphCaller | undefined;
  readonly logger: Logger;
  readonly sweepEveryMs?: number;
}

interface OutboxRow {
  readonly seq: string;
  readonly name: string;
  readonly payload: unknown;
  readonly pending: readonly SubgraphName[];
}

interface Failure {
  readonly consumer: SubgraphName;
  readonly reason: unknown;
}

const SEND_TIMEOUT_MS = 2_000;
const SWEEP_BATCH = 200;
const BEGINNING = '0';

export function createOutbox({ owner, database, peer, logger, sweepEveryMs = 2_000 }: OutboxOptions): Outbox {
  const send = async (row: OutboxRow, consumer: SubgraphName): Promise<void> => {
    const caller = peer(consumer);
    if (caller === undefined)
      throw new AppError('SUBGRAPH_UNAVAILABLE', { cause: new Error(`${consumer} does not run`) });
    const body = JSON.stringify({ name: row.name, seq: Number(row.seq), payload: row.payload });
    const envelope = {
      viewer: { kind: 'service', name: owner },
      contract: 'graphql',
      requestId: uuidv7(),
      budgetMs: SEND_TIMEOUT_MS,
    } as const;
    const reply = await caller.call('/events', body, envelope);
    if (reply.status !== 200)
      throw new AppError('SUBGRAPH_UNAVAILABLE', { cause: new Error(`${consumer} answered ${reply.status}`) });
    await database
      .fork()
      .execute('update outbox_event set pending = array_remove(pending, ?) where seq = ?', [consumer, row.seq]);
  };

  /** One consumer that is away keeps no other waiting; says which were and why. */
  const deliver = async (row: OutboxRow): Promise<readonly Failure[]> => {
    const attempt = (consumer: SubgraphName): Promise<readonly Failure[]> =>
      send(row, consumer).then(
        () => [],
        (reason: unknown) => [{ consumer, reason }],
      );
    const failures = (await Promise.all(row.pending.map(attempt))).flat();
    await database.fork().execute(`delete from outbox_event where seq = ? and pending = '{}'`, [row.seq]);
    return failures;
  };

  const select = (where: string, parameters: readonly unknown[]): Promise<OutboxRow[]> =>
    database.fork().execute(`select seq, name, payload, pending from outbox_event where ${where}`, [...parameters]);

  let sweeping = Promise.resolve();
  /** The next sweep goes on behind it, so that what waits for one consumer does not stand before the rest. */
  let sweptTo = BEGINNING;
  const sweep = async (): Promise<void> => {
    try {
      const rows = await select(
        `created_at < now() - interval '1 second' and seq > ? order by seq limit ${SWEEP_BATCH}`,
        [sweptTo],
      );
      sweptTo = rows.length < SWEEP_BATCH ? BEGINNING : (rows.at(-1)?.seq ?? BEGINNING);
      const failures = (await Promise.all(rows.map(deliver))).flat();
      // One line for each consumer that is away, however many events wait for it.
      const byConsumer = new Map(failures.map(({ consumer, reason }) => [consumer, reason]));
      for (const [consumer, reason] of byConsumer) logError(logger.child({ consumer }), toAppError(reason));
    } catch (error) {
      logError(logger, toAppError(error));
    }
  };
  let isClosed = false;
  const sweepLater = (): NodeJS.Timeout =>
    setTimeout(() => {
      sweeping = sweep().then(() => {
        if (!isClosed) timer = sweepLater();
      });
    }, sweepEveryMs).unref();
  let timer = sweepLater();

  return {
    async append(em, name, payload) {
      const consumers = EVENTS[name].consumers.filter((consumer) => peer(consumer) !== undefined);
      const pending = `{${consumers.join(',')}}`;
      const [row] = await em.execute<{ seq: string }[]>(
        'insert into outbox_event (name, payload, pending) values (?, ?, ?) returning seq',
        [name, JSON.stringify(payload), pending],
      );
      return Number(row?.seq);
    },
    async publish(seq) {
      const [row] = await select('seq = ?', [seq]);
      const [failure] = row === undefined ? [] : await deliver(row);
      if (failure !== undefined) throw failure.reason;
    },
    async close() {
      isClosed = true;
      clearTimeout(timer);
      await sweeping;
    },
  };
}
