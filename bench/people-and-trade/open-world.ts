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
import { createSubgraphCaller } from '../../kernel/transport/index.ts';
import { temporaryFolder } from '../../tests/support/temporary-folder.ts';
import { fill, openBenchDatabase, type BenchDatabase } from './fill.ts';

const SIGNING_KEY = 'a signing key for benchmarks only, 32 characters and more';

/** A subgraph on a filled database. */
export interface FilledSubgraph {
  readonly database: BenchDatabase;
  /** Answers a signed call as the gateway makes it; throws where the answer has an error. */
  query(document: string, variables: Readonly<Record<string, unknown>>, viewer: Viewer): Promise<unknown>;
}

export type OpenSubgraph = <Scope extends object>(definition: SubgraphDefinition<Scope>) => Promise<FilledSubgraph>;

/** Starts a PostgreSQL of the bench's own, as `npm start` does, for subgraphs that are opened one after the other. */
export async function openWorld(lifecycle: Lifecycle, print: (line: string) => void): Promise<OpenSubgraph> {
  const dataDir = temporaryFolder();
  lifecycle.onStop('folder', () => {
    rmSync(dataDir, { recursive: true });
  });
  const postgres = await openEmbeddedPostgres({ dataDir });
  lifecycle.onStop('PostgreSQL', () => postgres.close());
  return async (definition) => {
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
      peer: () => undefined,
      signals: createMemorySignals(),
    });
    lifecycle.onStop(name, () => subgraph.close());
    print(`${name}: filled in ${(await fill(database, name)).toFixed(0)} s`);
    const transport = createInProcessTransport(() => subgraph);
    const caller = createSubgraphCaller(transport, createSigner(SIGNING_KEY, name));
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
  };
}
