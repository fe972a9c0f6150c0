import { availableParallelism } from 'node:os';

import { orders } from '../../subgraphs/orders/module.ts';
import { users } from '../../subgraphs/users/module.ts';
import type { Bench } from '../bench.ts';
import { measure, report, type Measured } from './measure.ts';
import { openWorld, type FilledSubgraph } from './open-world.ts';
import { questionsOfOrders, questionsOfUsers, type Question } from './questions.ts';
import { recordStatements } from './record-statements.ts';

/** Lists, searches and statistics where there are very many users and orders, on the server's side of the gateway. */
export const peopleAndTrade: Bench = {
  about: 'lists, searches and statistics over 100,000 users and 1,000,000 orders, and the plans of their statements',
  async run({ print, lifecycle }) {
    const open = await openWorld(lifecycle, print);
    const ofOrders = await open(orders);
    const ofUsers = await open(users);
    const parts: readonly (readonly [FilledSubgraph, readonly Question[]])[] = [
      [ofOrders, await questionsOfOrders(ofOrders)],
      [ofUsers, questionsOfUsers(ofUsers)],
    ];
    const results: Measured[] = [];
    for (const [, questions] of parts) for (const question of questions) results.push(await measure(question));
    print('');
    print(`one caller, then eight at once, ${availableParallelism()} cores shared by callers, subgraph and PostgreSQL`);
    print('');
    for (const line of report(results)) print(line);
    for (const [part, questions] of parts)
      for (const question of questions) for (const line of await plansOf(question, part)) print(line);
  },
};

/** The plans of the statements that one question needs, as PostgreSQL tells them after it ran them. */
async function plansOf({ name, ask }: Question, { database }: FilledSubgraph): Promise<readonly string[]> {
  const lines = ['', `${name}:`];
  for (const { sql, values } of await recordStatements(() => ask(0))) {
    const plan = await database.run(`explain (analyze, buffers) ${sql}`, values);
    lines.push('', sql.replaceAll(/\s+/g, ' '), ...plan.map((row) => String(row['QUERY PLAN'])));
  }
  return lines;
}
