import { setTimeout as sleep } from 'node:timers/promises';

import { v7 as uuidv7 } from 'uuid';
import { z } from 'zod';

import { OPERATOR } from '../../kernel/auth/index.ts';
import type { Config } from '../../kernel/config/index.ts';
import type { App } from '../create-app.ts';

const MESSAGES = 40;
const TIMEOUT_MS = 10_000;
const INK = { FREE: '█', PAID: '░' } as const;

const registered = z.object({
  data: z.object({ register: z.object({ accessToken: z.string(), user: z.object({ id: z.string() }) }) }),
});
const processed = z.object({
  data: z.object({ processMessage: z.object({ text: z.string(), tier: z.enum(['FREE', 'PAID']) }) }),
});
const stats = z.object({ accepted: z.number(), refused: z.number() });

/** What is played: how much the free provider takes, for how long it then blocks, and how far the messages are apart. */
export interface DemoScene extends Pick<Config, 'FREE_LIMIT' | 'FREE_BLOCK_MS' | 'PAID_CALL_PRICE'> {
  readonly everyMs: number;
}

type Demo = Pick<App, 'url' | 'caller' | 'providers'>;
type Answer = z.output<typeof processed>['data']['processMessage'];
type Stats = z.output<typeof stats>;

/** What was answered, in order, and what the providers say of it themselves. */
export interface DemoResult {
  readonly answers: readonly Answer[];
  readonly free: Stats;
  readonly paid: Stats;
}

/** Sends forty messages of one paying user and prints, as they are answered, which provider did the work; then the bill. */
export async function runDemo(
  app: Demo,
  { FREE_LIMIT: limit, FREE_BLOCK_MS: blockMs, PAID_CALL_PRICE: price, everyMs }: DemoScene,
  print: (text: string) => void,
): Promise<DemoResult> {
  const token = await registerPayingUser(app);
  print(`The free provider accepts ${limit} messages, then blocks for ${blockMs / 1_000} s.\n`);
  print(`A paying user sends ${MESSAGES}, one every ${everyMs} ms. Each mark is an answer:\n`);
  const answers: Answer[] = [];
  const startedAt = performance.now();
  for (let number = 1; number <= MESSAGES; number += 1) {
    await sleep(Math.max(0, startedAt + (number - 1) * everyMs - performance.now()));
    const answer = await processOne(app.url, token, number);
    if (answer.tier !== answers.at(-1)?.tier) print(`\n${secondsSince(startedAt)}  ${answer.tier.toLowerCase()}  `);
    print(INK[answer.tier]);
    answers.push(answer);
  }
  const [free, paid] = await Promise.all([
    readStats(app.providers.FREE_PROVIDER_URL),
    readStats(app.providers.PAID_PROVIDER_URL),
  ]);
  print(`\n\n${answers.map(({ tier }) => INK[tier]).join('')}\n`);
  print(
    `${free.accepted} free, ${paid.accepted} paid: ${free.accepted} paid calls saved, worth ${free.accepted * price}\n`,
  );
  print(`refusals, by the free provider's own count: ${free.refused}\n`);
  return { answers, free, paid };
}

function secondsSince(startedAt: number): string {
  return `${((performance.now() - startedAt) / 1_000).toFixed(1).padStart(5)} s`;
}

async function registerPayingUser({ url, caller }: Demo): Promise<string> {
  const query =
    'mutation ($input: RegisterInput!) { register(input: $input) { ... on Registered { accessToken user { id } } } }';
  const variables = { input: { email: 'demo@example.com', password: `secret ${uuidv7()}` } };
  const { accessToken, user } = registered.parse(await post(url, { query, variables })).data.register;
  const body = JSON.stringify({
    query: `mutation { setPaidAccess(input: { userId: "${user.id}", paidAccess: true }) { id } }`,
  });
  await caller('users')?.call('/graphql', body, {
    viewer: OPERATOR,
    contract: 'graphql',
    requestId: uuidv7(),
    budgetMs: TIMEOUT_MS,
  });
  return accessToken;
}

async function processOne(url: string, token: string, number: number): Promise<Answer> {
  const query =
    'mutation ($input: ProcessMessageInput!) { processMessage(input: $input) { ... on ProcessedMessage { text tier } } }';
  return processed.parse(await post(url, { query, variables: { input: { text: `message ${number}` } } }, token)).data
    .processMessage;
}

async function post(url: string, body: object, token?: string): Promise<unknown> {
  const headers = {
    'content-type': 'application/json',
    ...(token === undefined ? {} : { authorization: `Bearer ${token}` }),
  };
  const response = await fetch(`${url}/graphql`, { method: 'POST', headers, body: JSON.stringify(body) });
  return await response.json();
}

async function readStats(url: string | undefined): Promise<Stats> {
  const response = await fetch(`${url ?? ''}/stats`);
  return stats.parse(await response.json());
}
