import { composeServices } from '@apollo/composition';
import { parse } from 'graphql';
import { describe, expect, it } from 'vitest';

import { SUBGRAPH_NAMES } from '../kernel/config/index.ts';
import { buildFederatedSchema } from '../kernel/graphql/index.ts';
import { freshDatabase } from '../tests/support/index.ts';
import { openTestSubgraph } from '../tests/support/open-test-subgraph.ts';
import { SUBGRAPHS } from './index.ts';

const sdlOf = async (name: (typeof SUBGRAPH_NAMES)[number]) => ({
  name,
  typeDefs: parse((await buildFederatedSchema(SUBGRAPHS[name])).sdl),
});

describe('the graph of all subgraphs', () => {
  it('is composed without an error and without a hint of one', async () => {
    const { errors, hints } = composeServices(await Promise.all(SUBGRAPH_NAMES.map(sdlOf)));
    expect(errors).toBeUndefined();
    expect(hints?.map(String)).toEqual([]);
  });

  it.each([[['users']], [['users', 'friends', 'orders', 'processing']], [['users', 'chats', 'messages']]] as const)(
    'is composed of %j alone',
    async (names) => {
      expect(composeServices(await Promise.all(names.map(sdlOf))).errors).toBeUndefined();
    },
  );

  it.each(['users', 'friends', 'orders', 'chats', 'messages'] as const)(
    'lets replicas of %s open one empty database at once',
    async (name) => {
      const databaseUrl = await freshDatabase();
      const replicas = await Promise.all(
        Array.from({ length: 3 }, () => openTestSubgraph(SUBGRAPHS[name], { databaseUrl })),
      );
      for (const replica of replicas)
        expect(await replica.query('{ __typename }')).toEqual({ data: { __typename: 'Query' } });
      await Promise.all(replicas.map((replica) => replica.close()));
    },
  );
});
