import { setTimeout as sleep } from 'node:timers/promises';

import { v7 as uuidv7 } from 'uuid';
import { z } from 'zod';

import { OPERATOR } from '../../kernel/auth/index.ts';
import type { Config } from '../../kernel/config/index.ts';
import type { App } from '../create-app.ts';

const MESSAGES = 40;
const EVERY_MS = 150;
const TIMEOUT_MS = 10_000;

const registered = z.object({
  data: z.object({ register: z.object({ accessToken: z.string(), user: z.object({ id: z.string() }) }) }),
});
const processed = z.object({ data: z.object({ processMessage: z.object({ tier: z.enum(['FREE', 'PAID']) }) }) });
const stats = z.object({ accepted: z.number(), refused: z.number() });

type Demo = Pick<App, 'url' | 'caller' | 'providers'>;

/** Sends forty messages of one paying user and prints, one line each, which provider did the work, and then the bill. */
export async function runDemo(
  app: Demo,
  config: Pick<Config, 'FREE_LIMIT' | 'FREE_BLOCK_MS' | 'PAID_CALL_PRICE'>,
  print: (line: string) => void,
): Promise<void> {
  const { FREE_LIMIT: limit, FREE_BLOCK_MS: blockMs, PAID_CALL_PRICE: price } = config;
  const token = await registerPayingUser(app);
  print(
    `The free provider accepts ${limit} messages and then blocks for ${blockMs / 1000} s. ${MESSAGES} messages, one every ${EVERY_MS} ms:\n`,
  );
  const startedAt = performance.now();
  const tiers: ('FREE' | 'PAID')[] = [];
  for (let number = 1; number <= MESSAGES; number += 1) {
    const tier = await processOne(app.url, token, number);
    tiers.push(tier);
    const seconds = ((performance.now() - startedAt) / 1000).toFixed(2).padStart(5);
    print(`${seconds} s  message ${String(number).padStart(2)}  ${tier === 'FREE' ? 'free  ██' : 'paid  ░░'}`);
    await sleep(Math.max(0, startedAt + number * EVERY_MS - performance.now()));
  }
  const free = await readStats(app.providers.FREE_PROVIDER_URL);
  const paid = await readStats(app.providers.PAID_PROVIDER_URL);
  const saved = tiers.filter((tier) => tier === 'FREE').length;
  print(`\n${'█'.repeat(saved)}${'░'.repeat(MESSAGES - saved)}`);
  print(`free ${free.accepted}, paid ${paid.accepted}: ${saved} paid calls saved, worth ${saved * price}`);
  print(`refusals by the free provider, by its own count: ${free.refused}`);
}

async function registerPayingUser({ url, caller }: Demo): Promise<string> {
  const query =
    'mutation ($input: RegisterInput!) { register(input: $input) { ... on Registered { accessToken user { id } } } }';
  const variables = { input: { email: 'demo@example.com', password: `demo ${uuidv7()}` } };
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

async function processOne(url: string, token: string, number: number): Promise<'FREE' | 'PAID'> {
  const query =
    'mutation ($input: ProcessMessageInput!) { processMessage(input: $input) { ... on ProcessedMessage { tier } } }';
  return processed.parse(await post(url, { query, variables: { input: { text: `message ${number}` } } }, token)).data
    .processMessage.tier;
}

async function post(url: string, body: object, token?: string): Promise<unknown> {
  const headers = {
    'content-type': 'application/json',
    ...(token === undefined ? {} : { authorization: `Bearer ${token}` }),
  };
  const response = await fetch(`${url}/graphql`, { method: 'POST', headers, body: JSON.stringify(body) });
  return await response.json();
}

async function readStats(url: string | undefined): Promise<z.output<typeof stats>> {
  const response = await fetch(`${url ?? ''}/stats`);
  return stats.parse(await response.json());
}
