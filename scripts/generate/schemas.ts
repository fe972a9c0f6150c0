import { Supergraph } from '@apollo/federation-internals';
import { printSchema } from 'graphql';

import { composeSupergraph } from '../../gateway/plan/index.ts';
import { SUBGRAPH_NAMES } from '../../kernel/config/index.ts';
import { buildFederatedSchema } from '../../kernel/graphql/index.ts';
import { SUBGRAPHS } from '../../subgraphs/index.ts';
import type { GeneratedFiles } from './generated-files.ts';

/** The contract of each subgraph, the supergraph the gateway runs, and the schema its clients see. */
export async function generateSchemas(): Promise<GeneratedFiles> {
  const services = await Promise.all(
    SUBGRAPH_NAMES.map(async (name) => ({ name, sdl: (await buildFederatedSchema(SUBGRAPHS[name])).sdl })),
  );
  const supergraph = composeSupergraph(services);
  return new Map([
    ...services.map(({ name, sdl }) => [`schema/${name}.graphql`, sdl] as const),
    ['schema/supergraph.graphql', supergraph],
    ['schema/api.graphql', printSchema(Supergraph.build(supergraph).apiSchema().toGraphQLJSSchema())],
  ]);
}
