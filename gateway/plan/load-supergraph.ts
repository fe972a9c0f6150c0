import { readFile } from 'node:fs/promises';

import { composeServices } from '@apollo/composition';
import { parse } from 'graphql';

import { SUBGRAPH_NAMES, type SubgraphName } from '../../kernel/config/index.ts';

const SCHEMA_FOLDER = new URL('../../schema/', import.meta.url);

/**
 * The supergraph of the subgraphs that run: the committed one where all six do, else composed from the
 * committed schemas of those, so that the fields of the others are gone from the graph.
 */
export async function loadSupergraph(apps: readonly SubgraphName[]): Promise<string> {
  if (SUBGRAPH_NAMES.every((name) => apps.includes(name))) return await readSchema('supergraph');
  const services = await Promise.all(
    SUBGRAPH_NAMES.filter((name) => apps.includes(name)).map(async (name) => ({ name, sdl: await readSchema(name) })),
  );
  return composeSupergraph(services);
}

/** @throws an error that lists every problem of the composition. */
export function composeSupergraph(services: readonly { readonly name: string; readonly sdl: string }[]): string {
  const composed = composeServices(
    services.map(({ name, sdl }) => ({ name, url: `http://${name}`, typeDefs: parse(sdl) })),
  );
  if (composed.errors !== undefined)
    throw new Error(`The subgraphs do not compose:\n${composed.errors.map(String).join('\n')}`);
  return composed.supergraphSdl;
}

async function readSchema(name: string): Promise<string> {
  return await readFile(new URL(`${name}.graphql`, SCHEMA_FOLDER), 'utf8');
}
