import { once } from 'node:events';
import { createServer, type IncomingHttpHeaders, type Server } from 'node:http';
import type { AddressInfo } from 'node:net';
import { text } from 'node:stream/consumers';

import { composeServices } from '@apollo/composition';
import { buildSubgraphSchema } from '@apollo/subgraph';
import { graphql, GraphQLError, parse } from 'graphql';

/** A subgraph of somebody else: an HTTP server that knows nothing of ours. */
export interface ForeignSubgraph {
  readonly url: string;
  readonly sdl: string;
  /** Headers of all requests so far. */
  readonly seen: readonly IncomingHttpHeaders[];
  close(): Promise<void>;
}

type Resolvers = Readonly<Record<string, Readonly<Record<string, (...args: never[]) => unknown>>>>;

const LINK =
  'extend schema @link(url: "https://specs.apollo.dev/federation/v2.3", import: ["@key", "@shareable", "@external"])\n';

async function startForeign(typeDefs: string, resolvers: Resolvers): Promise<ForeignSubgraph> {
  const sdl = LINK + typeDefs;
  const schema = buildSubgraphSchema([{ typeDefs: parse(sdl), resolvers: resolvers as never }]);
  const seen: IncomingHttpHeaders[] = [];
  const server: Server = createServer((request, response) => {
    seen.push(request.headers);
    void text(request).then(async (body) => {
      const { query, variables } = JSON.parse(body) as { query: string; variables?: Record<string, unknown> };
      const result = await graphql({ schema, source: query, variableValues: variables ?? null });
      response.setHeader('content-type', 'application/json');
      response.end(JSON.stringify(result));
    });
  }).listen(0, '127.0.0.1');
  await once(server, 'listening');
  return {
    url: `http://127.0.0.1:${(server.address() as AddressInfo).port}/its/own/path?tenant=7`,
    sdl,
    seen,
    async close() {
      server.closeAllConnections();
      server.close();
      await once(server, 'close');
    },
  };
}

/** Books, one of which cannot be read. */
export function startBooks(): Promise<ForeignSubgraph> {
  return startForeign(
    `type Query { books: [Book!]! forbidden: String }
     type Book @key(fields: "isbn") { isbn: ID! title: String! }`,
    {
      Query: {
        books: () => [
          { isbn: '1', title: 'Emma' },
          { isbn: '2', title: 'Persuasion' },
        ],
        forbidden: () => {
          throw new GraphQLError('Readers only.', { extensions: { code: 'READERS_ONLY', shelf: 7 } });
        },
      },
    },
  );
}

/** Reviews of those books. */
export function startReviews(): Promise<ForeignSubgraph> {
  return startForeign(
    `type Query { latest: String }
     type Book @key(fields: "isbn") { isbn: ID! stars: Int }`,
    {
      Query: { latest: () => 'Splendid.' },
      Book: { __resolveReference: ({ isbn }: { isbn: string }) => ({ isbn, stars: Number(isbn) + 3 }) },
    },
  );
}

/** The supergraph of the two, as a composition tool writes it. */
export function composeForeign(subgraphs: Readonly<Record<string, ForeignSubgraph>>): string {
  const services = Object.entries(subgraphs).map(([name, { url, sdl }]) => ({ name, url, typeDefs: parse(sdl) }));
  const { supergraphSdl, errors } = composeServices(services);
  if (supergraphSdl === undefined) throw new Error(String(errors));
  return supergraphSdl;
}
