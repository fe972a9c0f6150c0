import { Supergraph } from '@apollo/federation-internals';
import { GraphQLObjectType } from 'graphql';
import { describe, expect, it } from 'vitest';

import { SUBGRAPH_NAMES, type SubgraphName } from '../../kernel/config/index.ts';
import { composeSupergraph, loadSupergraph } from './load-supergraph.ts';

async function fieldsOf(apps: readonly SubgraphName[], type: string): Promise<readonly string[]> {
  const schema = Supergraph.build(await loadSupergraph(apps))
    .apiSchema()
    .toGraphQLJSSchema();
  const found = schema.getType(type);
  return found instanceof GraphQLObjectType ? Object.keys(found.getFields()) : [];
}

describe('the supergraph of the subgraphs that run', () => {
  it('has the fields of all six', async () => {
    expect(await fieldsOf(SUBGRAPH_NAMES, 'User')).toEqual(
      expect.arrayContaining(['email', 'friends', 'orders', 'chats', 'allowance']),
    );
  });

  it.each<[readonly SubgraphName[], readonly string[], readonly string[]]>([
    [['users'], ['email'], ['friends', 'orders', 'chats', 'allowance']],
    [['users', 'friends', 'orders', 'processing'], ['friends', 'orders', 'allowance'], ['chats']],
    [['users', 'chats', 'messages'], ['chats'], ['friends', 'orders', 'allowance']],
  ])('of %j has only theirs', async (apps, present, absent) => {
    const fields = await fieldsOf(apps, 'User');
    expect(fields).toEqual(expect.arrayContaining([...present]));
    expect(fields.filter((field) => absent.includes(field))).toEqual([]);
  });

  it('is the same in whatever order the subgraphs are named', async () => {
    expect(await loadSupergraph(['processing', 'users'])).toBe(await loadSupergraph(['users', 'processing']));
    expect(await loadSupergraph(SUBGRAPH_NAMES.toReversed())).toBe(await loadSupergraph(SUBGRAPH_NAMES));
  });
});

it('subgraphs that contradict each other are not composed, and every contradiction is named', () => {
  const services = [
    { name: 'a', sdl: 'type Query { a: Money } type Money { amount: Int }' },
    { name: 'b', sdl: 'type Query { b: Money } type Money { amount: String }' },
  ];
  expect(() => composeSupergraph(services)).toThrow(/do not compose[^]*Money\.amount/);
});
