import type { Viewer } from '../../kernel/auth/index.ts';
import type { FilledSubgraph } from './open-world.ts';
import { userIdOf, USERS } from './world.ts';

/** Something that is asked again and again. */
export interface Question {
  readonly name: string;
  /** What p99 should stay below for one caller at a time, in milliseconds. */
  readonly targetMs?: number;
  /** Asks once; the number counts the times. */
  readonly ask: (time: number) => Promise<unknown>;
}

const ADMINISTRATOR: Viewer = { kind: 'user', id: userIdOf(0), roles: ['USER', 'ADMIN'] };
/** The user with very many orders. */
const FIRST = 0;
/** Anybody: a prime step goes through all users before it comes to one again. */
const anybody = (time: number): number => 1 + ((time * 7919) % (USERS - 1));

const USER = (fields: string): string =>
  `query ($of: [_Any!]!) { _entities(representations: $of) { ... on User { ${fields} } } }`;
const NODES = 'edges { node { id number status total createdAt } } pageInfo { hasNextPage endCursor }';
const LIST = (args: string): string => `orders(${args}) { ${NODES} }`;
const PLACES = (args: string): string => `orderPage(${args}) { total items { id number status total createdAt } }`;
const COUNTS = 'total byStatus { pending inProgress completed cancelled }';

const RARE = 'filter: { status: [PENDING], workflow: MANUAL }';
const BY_TOTAL = 'sort: { field: TOTAL }';

/** What users and administrators ask of orders. */
export async function questionsOfOrders(orders: FilledSubgraph): Promise<readonly Question[]> {
  const ofUser =
    (fields: string, user: (time: number) => number) =>
    async (time: number): Promise<unknown> => {
      const id = userIdOf(user(time));
      const viewer: Viewer = { kind: 'user', id, roles: ['USER'] };
      return await orders.query(USER(fields), { of: [{ __typename: 'User', id }] }, viewer);
    };
  const overall = (field: string) => () => orders.query(`{ ${field} }`, {}, ADMINISTRATOR);
  const first = (): number => FIRST;
  const statistics = `orderStatistics { ${COUNTS} totalSpent recent { id } }`;
  const ofAnybody: readonly Question[] = [
    { name: 'own orders, first page', targetMs: 20, ask: ofUser(LIST('first: 20'), anybody) },
    { name: 'own orders, by total', targetMs: 20, ask: ofUser(LIST(`first: 20, ${BY_TOTAL}`), anybody) },
    {
      name: 'own orders, first page with lines',
      targetMs: 20,
      ask: ofUser('orders { edges { node { id lines { product quantity price } } } }', anybody),
    },
    { name: 'own statistics', targetMs: 20, ask: ofUser(statistics, anybody) },
  ];
  const page50 = await cursorOfPage(50, (after) => ofUser(LIST(`first: 20, after: ${after}`), first)(0));
  const ofFirst: readonly Question[] = [
    { name: 'own orders of 10,000, first page', targetMs: 20, ask: ofUser(LIST('first: 20'), first) },
    {
      name: 'own orders of 10,000, page 50',
      targetMs: 20,
      ask: ofUser(LIST(`first: 20, after: ${page50}`), first),
    },
    { name: 'own orders of 10,000, by total', targetMs: 20, ask: ofUser(LIST(`first: 20, ${BY_TOTAL}`), first) },
    { name: 'own orders of 10,000, rare status', targetMs: 20, ask: ofUser(LIST(`first: 20, ${RARE}`), first) },
    { name: 'own orders of 10,000, place 500, with size', targetMs: 20, ask: ofUser(PLACES('offset: 500'), first) },
    { name: 'own statistics of 10,000', targetMs: 20, ask: ofUser(statistics, first) },
  ];
  const revenue = 'revenue { total averageOrderValue } recent { id }';
  const ofEverybody: readonly Question[] = [
    { name: 'overall statistics', targetMs: 200, ask: overall(`orderStatistics { ${COUNTS} ${revenue} }`) },
    { name: "everybody's orders, first page", ask: overall(LIST('first: 20')) },
    { name: "everybody's orders, rare status", ask: overall(LIST(`first: 20, ${RARE}`)) },
    { name: "everybody's orders, by total", ask: overall(LIST(`first: 20, ${BY_TOTAL}`)) },
    { name: "everybody's orders, totals above 175", ask: overall(LIST('first: 20, filter: { minTotal: 175 }')) },
    { name: "everybody's orders, place 0, with size", ask: overall(PLACES('offset: 0')) },
    { name: "everybody's orders, place 100,000, with size", ask: overall(PLACES('offset: 100000')) },
    { name: "everybody's orders, totals above 100, with size", ask: overall(PLACES('filter: { minTotal: 100 }')) },
  ];
  return [...ofAnybody, ...ofFirst, ...ofEverybody];
}

/** The cursor that a page comes after, as it is written in a document. */
async function cursorOfPage(page: number, read: (after: string) => Promise<unknown>): Promise<string> {
  let after = 'null';
  for (let done = 1; done < page; done += 1) {
    const [cursor] = /(?<="endCursor":)"[^"]+"/.exec(JSON.stringify(await read(after))) ?? [];
    if (cursor === undefined) throw new Error(`there is no page ${done + 1}`);
    after = cursor;
  }
  return after;
}

/** What administrators ask of users. */
export function questionsOfUsers(users: FilledSubgraph): readonly Question[] {
  const list = (filter: string) => () =>
    users.query(`{ users(filter: { ${filter} }) { edges { node { id } } pageInfo { endCursor } } }`, {}, ADMINISTRATOR);
  return [
    { name: 'users, search that finds one', targetMs: 150, ask: list('search: "person77777@"') },
    { name: 'users, search that finds ten thousand', targetMs: 150, ask: list('search: "boris"') },
    { name: 'users, search that finds nobody', targetMs: 150, ask: list('search: "zzzzzz"') },
    { name: 'users, search of two characters', targetMs: 150, ask: list('search: "qx"') },
    { name: 'users, newest administrators', targetMs: 150, ask: list('role: ADMIN') },
  ];
}
