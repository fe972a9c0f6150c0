import { AsyncLocalStorage } from 'node:async_hooks';

import { AbstractSqlConnection } from '@mikro-orm/sql';

/** A statement as it was sent, with its values. */
export interface SentStatement {
  readonly sql: string;
  readonly values: readonly unknown[];
}

/** The statements that a piece of work sends to PostgreSQL, in their order; not those of anybody else meanwhile. */
export async function recordStatements(work: () => Promise<unknown>): Promise<readonly SentStatement[]> {
  const sent: SentStatement[] = [];
  const recording = new AsyncLocalStorage<true>();
  const connection = AbstractSqlConnection.prototype;
  const execute = Object.getOwnPropertyDescriptor(connection, 'execute');
  if (execute === undefined) throw new Error('the connection has no method to record');
  const original = execute.value as (...args: unknown[]) => unknown;
  Object.defineProperty(connection, 'execute', {
    ...execute,
    value(this: unknown, ...args: unknown[]) {
      const [sql, values] = args as [unknown, readonly unknown[] | undefined];
      if (recording.getStore() === true) sent.push({ sql: String(sql), values: values ?? [] });
      return original.apply(this, args);
    },
  });
  try {
    await recording.run(true, work);
  } finally {
    Object.defineProperty(connection, 'execute', execute);
  }
  return sent;
}
