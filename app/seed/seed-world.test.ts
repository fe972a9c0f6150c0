import { afterAll, beforeAll, describe, expect, it } from 'vitest';

import type { Viewer } from '../../kernel/auth/index.ts';
import type { SubgraphName } from '../../kernel/config/index.ts';
import { SUBGRAPHS } from '../../subgraphs/index.ts';
import { freshDatabase } from '../../tests/support/index.ts';
import {
  openTestSubgraph,
  someUser,
  type TestReply,
  type TestSubgraph,
} from '../../tests/support/open-test-subgraph.ts';
import { actorsOf } from './actor.ts';
import { seedWorld, type SeedReport } from './seed-world.ts';

const APPS = ['users', 'friends', 'orders', 'chats', 'messages'] as const satisfies readonly SubgraphName[];
const ADMIN = someUser('ADMIN');
const PASSWORD = 'correct horse battery';
const DAY_MS = 86_400_000;
const TALK_DAYS = 1;

describe('the seed', () => {
  const peers: Partial<Record<SubgraphName, TestSubgraph>> = {};
  const clock = { now: new Date() };

  beforeAll(async () => {
    const open = async (name: SubgraphName): Promise<void> => {
      const options = { databaseUrl: await freshDatabase(), peers, now: () => clock.now };
      peers[name] = await openTestSubgraph<object>(SUBGRAPHS[name], options);
    };
    for (const name of APPS) await open(name);
  });
  afterAll(async () => {
    await Promise.all(Object.values(peers).map((subgraph) => subgraph.close()));
  });

  const seed = (apps: readonly SubgraphName[] = APPS): Promise<SeedReport> =>
    seedWorld({
      act: actorsOf((name) => peers[name]?.caller),
      apps,
      password: PASSWORD,
      talkDays: TALK_DAYS,
      goTo(daysAgo, hour) {
        clock.now = new Date(Date.now() - daysAgo * DAY_MS);
        clock.now.setUTCHours(hour);
      },
    });
  const ask = async (of: SubgraphName, document: string, variables: Record<string, unknown> = {}): Promise<unknown> =>
    ((await peers[of]?.query(document, variables, ADMIN)) as TestReply).data;

  it('tells what there is, and makes nothing twice', async () => {
    const first = await seed();
    expect(await seed()).toEqual(first);
    expect(await ask('orders', '{ orderPage { total } }')).toEqual({ orderPage: { total: first.orders } });
    const { users } = (await ask('users', '{ users(first: 100) { edges { node { id } } } }')) as {
      users: { edges: { node: { id: string } }[] };
    };
    expect(users.edges).toHaveLength(first.people);
    const counts = `query ($of: [_Any!]!) {
      _entities(representations: $of) { ... on User { friendCount friendRequestCount } }
    }`;
    const of = users.edges.map(({ node: { id } }) => ({ __typename: 'User', id }));
    const { _entities } = (await ask('friends', counts, { of })) as {
      _entities: { friendCount: number; friendRequestCount: number }[];
    };
    const sum = (numbers: readonly number[]): number => numbers.reduce((total, number) => total + number, 0);
    expect(sum(_entities.map(({ friendCount }) => friendCount))).toBe(2 * (first.friendships ?? 0));
    expect(sum(_entities.map(({ friendRequestCount }) => friendRequestCount))).toBe(first.requests);
  }, 60_000);

  it('has people with roles who sign in, and orders in every status, of two months', async () => {
    expect(await ask('users', '{ userStatistics { total byRole { MANAGER ADMIN } paid } }')).toEqual({
      userStatistics: { total: 24, byRole: { MANAGER: 1, ADMIN: 1 }, paid: 4 },
    });
    const signIn = `mutation { signIn(input: { login: "ada", password: "${PASSWORD}" }) { __typename } }`;
    expect(await ask('users', signIn)).toEqual({ signIn: { __typename: 'SignedIn' } });
    const statistics = '{ orderStatistics { byStatus { pending inProgress completed cancelled } } }';
    const { orderStatistics } = (await ask('orders', statistics)) as {
      orderStatistics: { byStatus: Record<string, number> };
    };
    for (const count of Object.values(orderStatistics.byStatus)) expect(count).toBeGreaterThan(0);
    const { users } = (await ask('users', '{ users(first: 100) { edges { node { id } } } }')) as {
      users: { edges: { node: { id: string } }[] };
    };
    const of = users.edges.map(({ node: { id } }) => ({ __typename: 'User', id }));
    const spent =
      'query ($of: [_Any!]!) { _entities(representations: $of) { ... on User { orderStatistics { total totalSpent } } } }';
    const { _entities } = (await ask('orders', spent, { of })) as {
      _entities: { orderStatistics: { total: number; totalSpent: string } }[];
    };
    const customers = _entities.filter(({ orderStatistics: { total } }) => total > 0);
    expect(customers.length).toBeGreaterThan(12);
    for (const { orderStatistics: own } of customers) expect(Number(own.totalSpent)).toBeGreaterThan(0);
    const oldest = '{ orders(first: 1, sort: { direction: ASC }) { edges { node { createdAt } } } }';
    const { orders } = (await ask('orders', oldest)) as { orders: { edges: { node: { createdAt: string } }[] } };
    const age = Date.now() - Date.parse(orders.edges[0]?.node.createdAt ?? '');
    expect(Math.round(age / DAY_MS)).toBe(60);
  });

  it('has rooms in which people have talked, and which some have read further than others', async () => {
    const { userByLogin: ada } = (await ask('users', '{ userByLogin(login: "ada") { id } }')) as {
      userByLogin: { id: string };
    };
    const viewer: Viewer = { kind: 'user', id: ada.id, roles: ['USER'] };
    const listed = `{ _entities(representations: [{ __typename: "User", id: "${ada.id}" }]) {
      ... on User { chats(first: 100) { edges { node { id } } } } } }`;
    const { data } = (await peers.chats?.query(listed, {}, viewer)) as TestReply<{
      _entities: [{ chats: { edges: { node: { id: string } }[] } }];
    }>;
    const keys = data._entities[0].chats.edges.map(({ node }) => node);
    expect(keys.length).toBeGreaterThan(2);
    const fields = `readMarkers(first: 100) { edges { node { seq } } } messages(first: 1000) { edges { node { id } } }`;
    const reply = await peers.messages?.entities({ type: 'Chat', keys, fields }, viewer);
    const rooms = reply?.data._entities as {
      readMarkers: { edges: { node: { seq: number } }[] };
      messages: { edges: unknown[] };
    }[];
    const told = rooms.flatMap(({ messages }) => messages.edges);
    expect(told.length).toBeGreaterThan(20);
    const places = rooms.flatMap(({ readMarkers }) => readMarkers.edges.map(({ node }) => node.seq));
    expect(new Set(places).size).toBeGreaterThan(3);
  });

  it('does not speak of parts that do not run', async () => {
    expect(Object.keys(await seed(['users', 'orders']))).toEqual(['people', 'dishes', 'orders']);
  });

  it('does not count orders that could not be placed', async () => {
    const { dishes } = (await ask('orders', '{ dishes(first: 100) { edges { node { id } } } }')) as {
      dishes: { edges: { node: { id: string } }[] };
    };
    const orders = (await ask('orders', '{ orders(first: 100) { edges { node { id } } } }')) as {
      orders: { edges: { node: { id: string } }[] };
    };
    for (const { node } of dishes.edges)
      await ask('orders', 'mutation ($id: ID!) { archiveDish(input: { dish: { id: $id } }) { __typename } }', node);
    for (const { node } of orders.orders.edges)
      await ask('orders', 'mutation ($id: ID!) { deleteOrder(id: $id) { __typename } }', node);
    const { orders: told } = await seed(['users', 'orders']);
    expect(await ask('orders', '{ orderPage { total } }')).toEqual({ orderPage: { total: told } });
  });

  it('does nothing in the name of somebody who has taken a name of the world', async () => {
    const rename = 'mutation ($input: UpdateUserInput!) { updateUser(input: $input) { __typename } }';
    const find = '{ userByLogin(login: "epicurus") { id } }';
    const { userByLogin } = (await ask('users', find)) as { userByLogin: { id: string } };
    await ask('users', rename, { input: { userId: userByLogin.id, profile: { email: 'other@example.com' } } });
    await expect(seed()).rejects.toThrow('There is no account epicurus@example.com, and another one has the user name');
  });
});
