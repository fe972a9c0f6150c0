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

const SEND_TIMEOUT_MS = 2_000;
const SWEEP_BATCH = 200;

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

  const deliver = async (row: OutboxRow): Promise<void> => {
    for (const consumer of row.pending) await send(row, consumer);
    await database.fork().execute(`delete from outbox_event where seq = ? and pending = '{}'`, [row.seq]);
  };

  const select = (where: string, parameters: readonly unknown[]): Promise<OutboxRow[]> =>
    database.fork().execute(`select seq, name, payload, pending from outbox_event where ${where}`, [...parameters]);

  let sweeping = Promise.resolve();
  const sweep = async (): Promise<void> => {
    try {
      const rows = await select(`created_at < now() - interval '1 second' order by seq limit ${SWEEP_BATCH}`, []);
      await Promise.all(rows.map((row) => deliver(row).catch(report)));
    } catch (error) {
      report(error);
    }
  };
  const report = (error: unknown): void => {
    logError(logger, toAppError(error));
  };
  const timer = setInterval(() => {
    sweeping = sweeping.then(sweep);
  }, sweepEveryMs);
  timer.unref();

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
      for (const row of await select('seq = ?', [seq])) await deliver(row);
    },
    async close() {
      clearInterval(timer);
      await sweeping;
    },
  };
}
