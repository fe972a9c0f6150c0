import { availableParallelism } from 'node:os';

import type { Bench } from '../bench.ts';
import { measure, report, type Measured } from '../people-and-trade/measure.ts';
import { recordStatements, type SentStatement } from '../people-and-trade/record-statements.ts';
import { talkQuestions, type TalkQuestion } from './history-questions.ts';
import { openTalk, type Talk } from './open-talk.ts';

/** Histories, lists of chats and unread counts where there are very many messages, on the server's side of the gateway. */
export const talkHistory: Bench = {
  about: 'histories, lists of chats, unread counts and sending over 1,000,000 messages in 1,000 chats, and the plans',
  async run({ print, lifecycle }) {
    const talk = await openTalk(lifecycle, print);
    const questions = talkQuestions(talk);
    const plans: string[] = [];
    for (const question of questions) if (question.reads) plans.push(...(await plansOf(question, talk)));
    const results: Measured[] = [];
    for (const question of questions) results.push(await measure(question));
    print('');
    print(
      `one caller, then eight at once, ${availableParallelism()} cores shared by callers, both subgraphs and PostgreSQL`,
    );
    print('');
    for (const line of report(results)) print(line);
    for (const line of plans) print(line);
  },
};

/** The plans of the statements that one question needs, as PostgreSQL tells them after it ran them. */
async function plansOf({ name, ask }: TalkQuestion, talk: Talk): Promise<readonly string[]> {
  const lines = ['', `${name}:`];
  // Once before, for what is asked only the first time.
  await ask(0);
  for (const statement of await recordStatements(() => ask(0)))
    lines.push('', statement.sql.replaceAll(/\s+/g, ' '), ...(await explain(statement, talk)));
  return lines;
}

/** A question to messages asks chats, too: the statement belongs to the database that knows its tables. */
async function explain({ sql, values }: SentStatement, { chats, messages }: Talk): Promise<readonly string[]> {
  const owner = /\bmembership\b|\bfrom "?chat"?\b/.test(sql) ? chats : messages;
  const plan = await owner.database.run(`explain (analyze, buffers) ${sql}`, values);
  return plan.map((row) => String(row['QUERY PLAN']));
}
