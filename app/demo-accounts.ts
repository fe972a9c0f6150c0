import { join } from 'node:path';

import { v7 as uuidv7 } from 'uuid';
import { z } from 'zod';

import { OPERATOR, type Role, type Viewer } from '../kernel/auth/index.ts';
import type { SubgraphCaller } from '../kernel/transport/index.ts';
import { keepValue, keptPassword, keptValue } from './stores/index.ts';

export interface DemoAccounts {
  readonly admin: string;
  readonly users: readonly string[];
  /** The same for all; made at random for this data folder. */
  readonly password: string;
}

interface DemoAccount {
  readonly email: string;
  readonly username: string;
  readonly roles: readonly Role[];
  readonly paidAccess: boolean;
}

const ACCOUNTS: readonly DemoAccount[] = [
  { email: 'admin@example.com', username: 'admin', roles: ['ADMIN'], paidAccess: true },
  { email: 'ada@example.com', username: 'ada', roles: [], paidAccess: false },
  { email: 'grace@example.com', username: 'grace', roles: [], paidAccess: true },
];

const TIMEOUT_MS = 10_000;
const REGISTER = 'mutation ($input: RegisterInput!) { register(input: $input) { ... on Registered { user { id } } } }';
const SIGN_IN = 'mutation ($input: SignInInput!) { signIn(input: $input) { ... on SignedIn { user { id } } } }';
const SET_ROLES = 'mutation ($input: SetUserRolesInput!) { setUserRoles(input: $input) { __typename } }';
const SET_PAID_ACCESS = 'mutation ($input: SetPaidAccessInput!) { setPaidAccess(input: $input) { id } }';

const replySchema = z.object({ data: z.record(z.string(), z.unknown()), errors: z.undefined().optional() });
const outcomeSchema = z.record(z.string(), z.object({ user: z.object({ id: z.string() }).optional() }));

/**
 * Registers an administrator and two users for trying things out, once for a data folder: a start that was killed in
 * the middle is finished by the next one, and what became of the accounts since then is left alone.
 */
export async function ensureDemoAccounts(users: SubgraphCaller, dataDir: string): Promise<DemoAccounts> {
  const password = keptPassword(join(dataDir, 'demo-password'));
  const made = join(dataDir, 'demo-accounts');
  if (keptValue(made) === undefined) {
    for (const account of ACCOUNTS) await ensureAccount(users, account, password);
    keepValue(made, 'made');
  }
  return { admin: 'admin@example.com', users: ['ada@example.com', 'grace@example.com'], password };
}

async function ensureAccount(
  users: SubgraphCaller,
  { email, username, roles, paidAccess }: DemoAccount,
  password: string,
): Promise<void> {
  const userId =
    (await userOf(users, REGISTER, { email, username, password })) ??
    (await userOf(users, SIGN_IN, { login: email, password }));
  if (userId === undefined) return;
  await run(users, SET_ROLES, { userId, roles });
  await run(users, SET_PAID_ACCESS, { userId, paidAccess });
}

/** Undefined where the mutation did not end with a user. */
async function userOf(
  users: SubgraphCaller,
  mutation: string,
  input: Readonly<Record<string, unknown>>,
): Promise<string | undefined> {
  const [outcome] = Object.values(outcomeSchema.parse(await run(users, mutation, input)));
  return outcome?.user?.id;
}

async function run(
  users: SubgraphCaller,
  query: string,
  input: Readonly<Record<string, unknown>>,
): Promise<Record<string, unknown>> {
  const viewer: Viewer = OPERATOR;
  const envelope = { viewer, contract: 'graphql', requestId: uuidv7(), budgetMs: TIMEOUT_MS } as const;
  const { body } = await users.call('/graphql', JSON.stringify({ query, variables: { input } }), envelope);
  return replySchema.parse(JSON.parse(body)).data;
}
