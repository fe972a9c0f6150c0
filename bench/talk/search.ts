import { availableParallelism } from 'node:os';

import { messages } from '../../subgraphs/messages/module.ts';
import { userIdOf } from './world.ts';
import type { Bench } from '../bench.ts';
import { measure, report, type Measured } from '../people-and-trade/measure.ts';
import type { Question } from '../people-and-trade/questions.ts';
import { recordStatements } from '../people-and-trade/record-statements.ts';
import { openSearchedTalk, type SearchedTalk } from './search-talk.ts';
import { SEARCHERS, wordOf } from './search-world.ts';

const TARGET_MS = 250;
const ORDERS = ['NEWEST', 'RANK'] as const;
/** The one who is in one chat only is asked for in one order. */
const ALONE = 2;

/** What is looked for, by how common its words are. */
const TEXTS: readonly { readonly name: string; readonly text: string; readonly match: 'WORDS' | 'PHRASE' }[] = [
  { name: 'word in 30 %', text: wordOf(2), match: 'WORDS' },
  { name: 'word in 2 %', text: wordOf(50), match: 'WORDS' },
  { name: 'word in 0.3 %', text: wordOf(300), match: 'WORDS' },
  { name: 'rare word', text: wordOf(15_001), match: 'WORDS' },
  { name: 'two common words', text: `${wordOf(2)} ${wordOf(3)}`, match: 'WORDS' },
  { name: 'phrase of two common', text: `${wordOf(2)} ${wordOf(3)}`, match: 'PHRASE' },
  { name: 'phrase of two in 2 %', text: `${wordOf(40)} ${wordOf(41)}`, match: 'PHRASE' },
];

/** Searches over very many messages, on the server's side of the gateway. */
export const talkSearch: Bench = {
  about: 'searches for rare and common words and phrases over 1,000,000 messages in 1,000 chats, and the plans',
  async run({ print, lifecycle }) {
    const talk = await openSearchedTalk(lifecycle, print, messages);
    const questions = questionsOf(talk);
    const results: Measured[] = [];
    for (const question of questions) results.push(await measure(question));
    print('');
    print(`one caller, then eight at once, ${availableParallelism()} cores shared by callers, messages and PostgreSQL`);
    print('');
    for (const line of report(results)) print(line);
    for (const question of questions) for (const line of await plansOf(question, talk)) print(line);
  },
};

function questionsOf({ query }: SearchedTalk): readonly Question[] {
  return SEARCHERS.flatMap(({ name: who }, searcher) =>
    ORDERS.slice(0, searcher === ALONE ? 1 : 2).flatMap((order) =>
      TEXTS.map(({ name, text, match }) => ({
        name: `${who}, ${name}, ${order === 'NEWEST' ? 'newest' : 'by rank'}`,
        targetMs: TARGET_MS,
        ask: () =>
          query(
            `query ($text: String!, $match: MessageSearchMatch!, $order: MessageSearchOrder!) {
              searchMessages(text: $text, match: $match, order: $order, first: 100) { rank message { id text } }
            }`,
            { text, match, order },
            { kind: 'user', id: userIdOf(searcher), roles: ['USER'] },
          ),
      })),
    ),
  );
}

/** The plans of the statements that look for messages, as PostgreSQL tells them after it ran them. */
async function plansOf({ name, ask }: Question, { database }: SearchedTalk): Promise<readonly string[]> {
  const lines = ['', `${name}:`];
  const statements = (await recordStatements(() => ask(0))).filter(({ sql }) => sql.includes('matching'));
  for (const { sql, values } of statements) {
    const plan = await database.run(`explain (analyze, buffers) ${sql}`, values);
    lines.push('', sql.replaceAll(/\s+/g, ' '), ...plan.map((row) => String(row['QUERY PLAN']).slice(0, 200)));
  }
  return lines;
}
