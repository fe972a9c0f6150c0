import 'reflect-metadata';

import { buildSubgraphSchema, printSubgraphSchema } from '@apollo/subgraph';
import { parse, type GraphQLFieldResolver, type GraphQLSchema } from 'graphql';
import { buildSchema, createResolversMap, type NonEmptyArray, type PubSub } from 'type-graphql';

/** Loads the object that a reference from another subgraph stands for; null where there is none. */
export type ReferenceResolver = (reference: never, context: never) => unknown;

export interface FederatedSchemaOptions {
  /** Classes decorated with `@Resolver`. */
  readonly resolvers: Readonly<NonEmptyArray<NewableFunction>>;
  /** Object types that only a union or a reference reaches. */
  readonly orphanedTypes?: readonly NewableFunction[];
  readonly references: Readonly<Record<string, ReferenceResolver>>;
}

export interface FederatedSchema {
  /** The subgraph's contract as committed under schema/. */
  readonly sdl: string;
  readonly schema: GraphQLSchema;
}

const FEDERATION_LINK =
  'extend schema @link(url: "https://specs.apollo.dev/federation/v2.9", import: ["@key", "@shareable", "@external", "@tag", "@inaccessible"])';

/** Turns decorated classes into a federated schema. One call a subgraph; the types must not be shared between two. */
export async function buildFederatedSchema(options: FederatedSchemaOptions): Promise<FederatedSchema> {
  const { resolvers, references, orphanedTypes = [] } = options;
  const decorated = await buildSchema({
    resolvers: resolvers,
    orphanedTypes: orphanedTypes as unknown as (NewableFunction & (new () => object))[],
    pubSub: NO_PUB_SUB,
    skipCheck: true,
    validate: false,
  });
  const sdl = `${FEDERATION_LINK}\n\n${printSubgraphSchema(decorated)}\n`;
  const schema = buildSubgraphSchema([{ typeDefs: parse(sdl), resolvers: resolversOf(decorated, references) }]);
  return { sdl, schema };
}

/** Subscriptions are served by the gateway; the schema's builder wants one all the same. */
const NO_PUB_SUB: PubSub = {
  publish: () => undefined,
  subscribe() {
    throw new Error('Subscriptions are served by the gateway.');
  },
};

type ResolverMap = Record<string, Record<string, GraphQLFieldResolver<unknown, unknown>>>;

function resolversOf(decorated: GraphQLSchema, references: FederatedSchemaOptions['references']): ResolverMap {
  const resolvers = createResolversMap(decorated) as ResolverMap;
  for (const [type, resolve] of Object.entries(references)) {
    resolvers[type] = {
      ...resolvers[type],
      __resolveReference: resolve as unknown as GraphQLFieldResolver<unknown, unknown>,
    };
  }
  return resolvers;
}
