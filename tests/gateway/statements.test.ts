import { afterAll, beforeAll, describe, expect, it } from 'vitest';

import { statementsOf } from '../support/open-test-subgraph.ts';
import { openTestGateway, type TestGateway } from './open-test-gateway.ts';

const ACCOUNT = '{ me { id } }';
const BEFRIEND = 'mutation ($input: RequestFriendshipInput!) { requestFriendship(input: $input) { __typename } }';
const ORDER = 'mutation ($input: PlaceOrderInput!) { placeOrder(input: $input) { __typename } }';
const EVERYTHING = `{ me {
  id email
  orders { edges { node { number lines { product total } } } }
  friends(first: 100) { edges {
    friendship { tag }
    node { id }
  } }
} }`;
const ORDERS_OF_FRIENDS = `{ me { friends(first: 100) { edges { node {
  orders { edges { node { number total lines { product quantity price } } } }
} } } } }`;

const TABLES = ['user_account', 'friendship', 'customer_order', 'order_line'];
const tableOf = (statement: string): string => TABLES.find((table) => statement.includes(table)) ?? statement;

describe('one query over users, friends and orders', () => {
  let gateway: TestGateway;
  let admin: Record<string, string>;
  beforeAll(async () => {
    gateway = await openTestGateway();
    const people = await Promise.all(
      ['ada', 'bob', 'cat', 'dan'].map((name) => gateway.register(`${name}@example.org`)),
    );
    const tokens = people.map((token) => ({ authorization: `Bearer ${token}` }));
    const ids = await Promise.all(
      tokens.map(
        async (headers) =>
          (await gateway.graphql(ACCOUNT, { headers })).json<{ data: { me: { id: string } } }>().data.me.id,
      ),
    );
    const [ada = {}, ...others] = tokens;
    for (const headers of tokens)
      for (const product of ['soup', 'bread', 'wine'])
        await gateway.graphql(ORDER, {
          headers,
          variables: { input: { lines: [{ product, quantity: 2, price: '3.50' }] } },
        });
    for (const headers of others)
      await gateway.graphql(BEFRIEND, { headers, variables: { input: { userId: ids[0] } } });
    for (const userId of ids.slice(1))
      await gateway.graphql(BEFRIEND, { headers: ada, variables: { input: { userId } } });
    admin = { authorization: `Bearer ${await gateway.sign({ sub: ids[0] ?? '', roles: ['USER', 'ADMIN'] })}` };
  });
  afterAll(() => gateway.close());

  it.each([
    ['what is mine', EVERYTHING],
    ["my friends' orders with their lines", ORDERS_OF_FRIENDS],
  ])('sends at most one statement for each kind of thing: %s', async (_what, query) => {
    let answer: { data: unknown; errors?: unknown } | undefined;
    const statements = await statementsOf(async () => {
      answer = (await gateway.graphql(query, { headers: admin })).json();
    });
    expect(answer).not.toHaveProperty('errors');
    expect(JSON.stringify(answer)).toContain('"product":"wine"');
    const tables = statements.map(tableOf);
    expect(tables).toEqual([...new Set(tables)]);
  });
});
