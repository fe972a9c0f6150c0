import { rmSync } from 'node:fs';

import { Registry } from 'prom-client';

import { openEmbeddedPostgres } from '../../app/stores/index.ts';
import type { Viewer } from '../../kernel/auth/index.ts';
import { loadConfig, type SubgraphName } from '../../kernel/config/index.ts';
import { createSigner } from '../../kernel/envelope/index.ts';
import type { Lifecycle } from '../../kernel/lifecycle/index.ts';
import { createLogger } from '../../kernel/logging/index.ts';
import { createMemorySignals } from '../../kernel/signals/index.ts';
import { createInProcessTransport, createSubgraph, type SubgraphDefinition } from '../../kernel/subgraph/index.ts';
import { createSubgraphCaller, type SubgraphCaller } from '../../kernel/transport/index.ts';
import { chats } from '../../subgraphs/chats/module.ts';
import { messages } from '../../subgraphs/messages/module.ts';
import { temporaryFolder } from '../../tests/support/temporary-folder.ts';
import { openBenchDatabase, type BenchDatabase } from '../people-and-trade/fill.ts';
import { CHAT_STATEMENTS, MESSAGE_STATEMENTS } from './world.ts';

const SIGNING_KEY = 'a signing key for benchmarks only, 32 characters and more';

/** A subgraph on a filled database. */
export interface TalkSubgraph {
  readonly database: BenchDatabase;
  /** Answers a signed call as the gateway makes it; throws where the answer has an error. */
  query(document: string, variables: Readonly<Record<string, unknown>>, viewer: Viewer): Promise<unknown>;
}

export interface Talk {
  readonly chats: TalkSubgraph;
  readonly messages: TalkSubgraph;
}

/** Opens chats and messages on a PostgreSQL of the bench's own, in this process, and fills them in bulk. */
export async function openTalk(lifecycle: Lifecycle, print: (line: string) => void): Promise<Talk> {
  const dataDir = temporaryFolder();
  lifecycle.onStop('folder', () => {
    rmSync(dataDir, { recursive: true });
  });
  const postgres = await openEmbeddedPostgres({ dataDir });
  lifecycle.onStop('PostgreSQL', () => postgres.close());
  const signals = createMemorySignals();
  const callers = new Map<SubgraphName, SubgraphCaller>();

  const open = async <Scope extends object>(
    definition: SubgraphDefinition<Scope>,
    statements: readonly string[],
  ): Promise<TalkSubgraph> => {
    const { name } = definition;
    await postgres.createDatabase(name);
    const database = await openBenchDatabase(postgres.url(name));
    lifecycle.onStop(`connection to ${name}`, () => database.close());
    const subgraph = await createSubgraph(definition, {
      config: loadConfig({}),
      databaseUrl: postgres.url(name),
      signingKey: SIGNING_KEY,
      logger: createLogger({ service: 'bench', level: 'silent' }),
      metrics: new Registry(),
      peer: (peer) => callers.get(peer),
      signals,
    });
    lifecycle.onStop(name, () => subgraph.close());
    const startedAt = performance.now();
    for (const statement of statements) await database.run(statement);
    print(`${name}: filled in ${((performance.now() - startedAt) / 1_000).toFixed(0)} s`);
    const caller = createSubgraphCaller(
      createInProcessTransport(() => subgraph),
      createSigner(SIGNING_KEY, name),
    );
    callers.set(name, caller);
    return { database, query: (...question) => ask(caller, ...question) };
  };
  return { chats: await open(chats, CHAT_STATEMENTS), messages: await open(messages, MESSAGE_STATEMENTS) };
}

async function ask(caller: SubgraphCaller, ...[query, variables, viewer]: Parameters<TalkSubgraph['query']>) {
  const envelope = { viewer, contract: 'graphql', requestId: 'bench', budgetMs: 60_000 } as const;
  const { body } = await caller.call('/graphql', JSON.stringify({ query, variables }), envelope);
  const { data, errors } = JSON.parse(body) as { data?: unknown; errors?: unknown };
  if (errors !== undefined) throw new Error(`${query}: ${JSON.stringify(errors)}`);
  return data;
}
