import { rmSync } from 'node:fs';

import { Registry } from 'prom-client';

import { openEmbeddedPostgres } from '../../app/stores/index.ts';
import type { Viewer } from '../../kernel/auth/index.ts';
import { loadConfig } from '../../kernel/config/index.ts';
import { createSigner } from '../../kernel/envelope/index.ts';
import type { Lifecycle } from '../../kernel/lifecycle/index.ts';
import { createLogger } from '../../kernel/logging/index.ts';
import { createMemorySignals } from '../../kernel/signals/index.ts';
import { createInProcessTransport, createSubgraph, type SubgraphDefinition } from '../../kernel/subgraph/index.ts';
import { createSubgraphCaller, type SubgraphCaller } from '../../kernel/transport/index.ts';
import { temporaryFolder } from '../../tests/support/temporary-folder.ts';
import { openBenchDatabase, type BenchDatabase } from '../people-and-trade/fill.ts';
import { chatsOfSearcher, SEARCH_STATEMENTS } from './search-world.ts';
import { userIdOf } from './world.ts';

const SIGNING_KEY = 'a signing key for benchmarks only, 32 characters and more';

/** Messages with very many words. */
export interface SearchedTalk {
  readonly database: BenchDatabase;
  /** Answers a signed call as the gateway makes it; throws where the answer has an error. */
  query(document: string, variables: Readonly<Record<string, unknown>>, viewer: Viewer): Promise<unknown>;
}

/** Answers at once who is in which chats: what is measured is the search. */
const chatsInMemory: SubgraphCaller = {
  call(_path, body) {
    const { variables } = JSON.parse(body) as { variables: { representations: readonly { userId: string }[] } };
    const scopes = variables.representations.map(({ userId }) => ({
      chatIds: chatsOfSearcher([0, 1, 2].find((searcher) => userIdOf(searcher) === userId) ?? 0),
    }));
    return Promise.resolve({ status: 200, body: JSON.stringify({ data: { _entities: scopes } }) });
  },
  read: () => Promise.reject(new Error('publishes nothing')),
  ready: () => Promise.resolve(),
};

/** Opens messages on a PostgreSQL of the bench's own, in this process, and fills them in bulk. */
export async function openSearchedTalk<Scope extends object>(
  lifecycle: Lifecycle,
  print: (line: string) => void,
  messages: SubgraphDefinition<Scope>,
): Promise<SearchedTalk> {
  const dataDir = temporaryFolder();
  lifecycle.onStop('folder', () => {
    rmSync(dataDir, { recursive: true });
  });
  const postgres = await openEmbeddedPostgres({ dataDir });
  lifecycle.onStop('PostgreSQL', () => postgres.close());
  await postgres.createDatabase('messages');
  const url = postgres.url('messages');
  const database = await openBenchDatabase(url);
  lifecycle.onStop('connection to messages', () => database.close());
  const subgraph = await createSubgraph(messages, {
    config: loadConfig({}),
    databaseUrl: url,
    signingKey: SIGNING_KEY,
    logger: createLogger({ service: 'bench', level: 'silent' }),
    metrics: new Registry(),
    peer: (name) => (name === 'chats' ? chatsInMemory : undefined),
    signals: createMemorySignals(),
  });
  lifecycle.onStop('messages', () => subgraph.close());
  const startedAt = performance.now();
  for (const statement of SEARCH_STATEMENTS) await database.run(statement);
  print(`messages: filled in ${((performance.now() - startedAt) / 1_000).toFixed(0)} s`);
  const transport = createInProcessTransport(() => subgraph);
  const caller = createSubgraphCaller(transport, createSigner(SIGNING_KEY, 'messages'));
  return {
    database,
    async query(document, variables, viewer) {
      const envelope = { viewer, contract: 'graphql', requestId: 'bench', budgetMs: 60_000 } as const;
      const { body } = await caller.call('/graphql', JSON.stringify({ query: document, variables }), envelope);
      const { data, errors } = JSON.parse(body) as { data?: unknown; errors?: unknown };
      if (errors !== undefined) throw new Error(`${document}: ${JSON.stringify(errors)}`);
      return data;
    },
  };
}
