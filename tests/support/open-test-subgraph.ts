import { AbstractSqlConnection } from '@mikro-orm/sql';
import { Registry } from 'prom-client';
import { v7 as uuidv7 } from 'uuid';
import { expect, vi } from 'vitest';

import { ANONYMOUS, type Role, type Viewer } from '../../kernel/auth/index.ts';
import { loadConfig, type SubgraphName } from '../../kernel/config/index.ts';
import { createSigner } from '../../kernel/envelope/index.ts';
import { createLogger } from '../../kernel/logging/index.ts';
import type { RevocationFeed } from '../../kernel/revocation/index.ts';
import { createMemorySignals, type SignalBus } from '../../kernel/signals/index.ts';
import {
  createInProcessTransport,
  createSubgraph,
  type Subgraph,
  type SubgraphDefinition,
} from '../../kernel/subgraph/index.ts';
import { createSubgraphCaller, type SubgraphCaller } from '../../kernel/transport/index.ts';
import { freshDatabase } from './fresh-database.ts';

const TEST_SIGNING_KEY = 'a signing key for the tests only, 32 characters and more';

/** What came back; a test says what it asked for: `as TestReply<{ me: { id: string } }>`. */
export interface TestReply<Data = unknown> {
  /** Absent where nothing was executed. */
  readonly data: Data;
  readonly errors?: readonly {
    readonly message: string;
    readonly path?: readonly unknown[];
    readonly extensions: { readonly code: string; readonly field?: string };
  }[];
}

/** A connection in an answer. */
export interface TestList<Node> {
  readonly edges: readonly { readonly cursor: string; readonly node: Node }[];
  readonly pageInfo: { readonly hasNextPage: boolean; readonly endCursor: string | null };
}

/** Stands in an expected answer for a text of which nothing is promised. */
export const SOME_TEXT = expect.any(String) as string;

/** References of one type, as the gateway sends them, and what it wants of each. */
export interface References {
  readonly type: string;
  readonly keys: readonly Readonly<Record<string, unknown>>[];
  readonly fields: string;
}

/** A subgraph on a real database, reached through signed calls as the gateway makes them. */
export interface TestSubgraph {
  readonly subgraph: Subgraph;
  readonly caller: SubgraphCaller;
  /** Runs a document on behalf of a viewer; nobody known unless told. */
  query(document: string, variables?: Readonly<Record<string, unknown>>, viewer?: Viewer): Promise<TestReply>;
  /** Resolves references as the gateway does. */
  entities(references: References, viewer?: Viewer): Promise<TestReply<{ readonly _entities: readonly unknown[] }>>;
  close(): Promise<void>;
}

export interface TestSubgraphOptions {
  readonly peers?: Partial<Record<SubgraphName, TestSubgraph>>;
  /** A new, empty one unless told. */
  readonly databaseUrl?: string;
  readonly signingKey?: string;
  /** Settings that differ from their defaults. */
  readonly env?: Readonly<Record<string, string>>;
  readonly now?: () => Date;
  /** Shared with a gateway's check of credentials. */
  readonly revocations?: RevocationFeed;
  /** Where the test listens to what the subgraph tells the gateways. */
  readonly signals?: SignalBus;
}

export async function openTestSubgraph<Scope extends object>(
  definition: SubgraphDefinition<Scope>,
  options: TestSubgraphOptions = {},
): Promise<TestSubgraph> {
  const { peers = {}, databaseUrl = await freshDatabase(), signingKey = TEST_SIGNING_KEY, now, revocations } = options;
  const { signals = createMemorySignals() } = options;
  const subgraph = await createSubgraph(definition, {
    config: loadConfig(options.env ?? {}),
    databaseUrl,
    signingKey,
    logger: createLogger({ service: 'test', level: 'silent' }),
    metrics: new Registry(),
    peer: (name) => peers[name]?.caller,
    signals,
    ...(now === undefined ? {} : { now }),
    ...(revocations === undefined ? {} : { revocations }),
  });
  const caller = createSubgraphCaller(
    createInProcessTransport(() => subgraph),
    createSigner(signingKey, definition.name),
  );

  const query: TestSubgraph['query'] = async (document, variables = {}, viewer = ANONYMOUS) => {
    const envelope = { viewer, contract: 'graphql', requestId: uuidv7(), budgetMs: 10_000 } as const;
    const { body } = await caller.call('/graphql', JSON.stringify({ query: document, variables }), envelope);
    return JSON.parse(body) as TestReply;
  };

  return {
    subgraph,
    caller,
    query,
    async entities({ type, keys, fields }, viewer) {
      const document = `query ($representations: [_Any!]!) { _entities(representations: $representations) { ... on ${type} { ${fields} } } }`;
      const representations = keys.map((key) => ({ __typename: type, ...key }));
      return (await query(document, { representations }, viewer)) as TestReply<{ _entities: unknown[] }>;
    },
    close: () => subgraph.close(),
  };
}

export function someUser(...roles: readonly Role[]): Viewer & { readonly kind: 'user' } {
  return { kind: 'user', id: uuidv7(), roles: ['USER', ...roles] };
}

/** Statements by which subgraphs remember, on their own, what they have told others, and what they have been told. */
const OF_ANNOUNCERS = /announced|is_behind|signalled|set last_activity_at/;

/**
 * The SQL statements that a piece of work sends, over all databases of this process; those of announcers, which run
 * beside it whenever they like, are left out.
 */
export async function statementsOf(work: () => Promise<unknown>): Promise<readonly string[]> {
  const spy = vi.spyOn(AbstractSqlConnection.prototype, 'execute');
  try {
    await work();
    return spy.mock.calls
      .map(([statement]) => (typeof statement === 'string' ? statement : JSON.stringify(statement)))
      .filter((statement) => !OF_ANNOUNCERS.test(statement));
  } finally {
    spy.mockRestore();
  }
}

/** How many they are. */
export async function countStatements(work: () => Promise<unknown>): Promise<number> {
  return (await statementsOf(work)).length;
}
