import { setTimeout as delay } from 'node:timers/promises';

import { decodeProtectedHeader, type JSONWebKeySet } from 'jose';
import { v7 as uuidv7 } from 'uuid';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';

import { createAuthenticator } from '../../gateway/auth/create-authenticator.ts';
import { createSessionIdCheck } from '../../gateway/auth/session-id-check.ts';
import type { Authenticate } from '../../gateway/request-scope.ts';
import {
  ANONYMOUS,
  credentialRules,
  JWKS_PATH,
  OPERATOR,
  type Contract,
  type Viewer,
} from '../../kernel/auth/index.ts';
import { loadConfig } from '../../kernel/config/index.ts';
import { createMemoryRevocations, followRevocations, type RevokedCredentials } from '../../kernel/revocation/index.ts';
import { users } from '../../subgraphs/users/module.ts';
import { openTestSubgraph, type TestSubgraph } from '../support/open-test-subgraph.ts';

const MINUTE = 60_000;
const PASSWORD = 'quite a long one';
const COOLDOWN_MS = 5;

interface Tokens {
  readonly accessToken: string;
  readonly refreshToken: string;
  readonly sessionId: string;
  readonly user: { readonly id: string };
}

describe('credentials that users issues and the gateway checks', () => {
  let ahead = 0;
  let subgraph: TestSubgraph;
  let revoked: RevokedCredentials;
  let authenticate: Authenticate;
  let isUsersUp = true;
  beforeAll(async () => {
    const feed = createMemoryRevocations();
    subgraph = await openTestSubgraph(users, { now: () => new Date(Date.now() + ahead), revocations: feed });
    revoked = await followRevocations({ feed });
    authenticate = createAuthenticator({
      issuer: 'stoa',
      rules: credentialRules(loadConfig({})),
      fetchJwks: async () => (await subgraph.subgraph.published[JWKS_PATH]?.()) as JSONWebKeySet,
      cooldownMs: COOLDOWN_MS,
      checkSessionId: createSessionIdCheck(() => (isUsersUp ? subgraph.caller : undefined)),
      revoked,
    });
  });
  afterAll(async () => {
    await revoked.close();
    await subgraph.close();
  });

  const at = async <Data>(contract: Contract, query: string, variables: object = {}, viewer: Viewer = ANONYMOUS) => {
    const envelope = { viewer, contract, requestId: uuidv7(), budgetMs: 10_000 };
    const { body } = await subgraph.caller.call('/graphql', JSON.stringify({ query, variables }), envelope);
    return (JSON.parse(body) as { data: Data }).data;
  };
  let made = 0;
  const registered = async () => {
    const account = { email: `c${++made}@example.org`, username: `person-${made}`, password: PASSWORD };
    await at('graphql', 'mutation ($input: RegisterInput!) { register(input: $input) { __typename } }', {
      input: account,
    });
    return account;
  };
  const TOKENS = 'accessToken refreshToken sessionId user { id }';
  const signIn = async (contract: Contract, login: string): Promise<Tokens> => {
    const query = `mutation ($input: SignInInput!) { signIn(input: $input) { ... on SignedIn { ${TOKENS} } } }`;
    return (await at<{ signIn: Tokens }>(contract, query, { input: { login, password: PASSWORD } })).signIn;
  };
  const refresh = async ({ refreshToken }: Tokens): Promise<Tokens> => {
    const query = `mutation ($token: String!) { refreshTokens(refreshToken: $token) { ... on TokensRefreshed { ${TOKENS} } } }`;
    return (await at<{ refreshTokens: Tokens }>('graphql', query, { token: refreshToken })).refreshTokens;
  };
  const rotate = async (urgent = false) => {
    const query = `mutation { rotateSigningKeys(urgent: ${String(urgent)}) { kid signsFrom } }`;
    return (await at<{ rotateSigningKeys: { kid: string; signsFrom: string } }>('graphql', query, {}, OPERATOR))
      .rotateSigningKeys;
  };

  it('are good at their own door only', async () => {
    const { email, username } = await registered();
    for (const door of ['graphql', 'octo', 'msgr', 'kpo', 'trp'] as const) {
      const { accessToken, sessionId, user } = await signIn(door, door === 'msgr' ? username : email);
      const viewer = { kind: 'user', id: user.id, roles: ['USER'], sessionId };
      expect(await authenticate(accessToken, door)).toEqual(viewer);
      for (const other of ['graphql', 'octo', 'msgr', 'kpo', 'trp', 'mz'] as const)
        if (other !== door)
          await expect(authenticate(accessToken, other)).rejects.toMatchObject({ code: 'INVALID_TOKEN' });
    }
  });

  it('may be session ids: with dashes too, remembered, and refused once ended', async () => {
    const { username } = await registered();
    const tokens = await signIn('msgr', username);
    const dashed = tokens.accessToken.replace(/^(.{8})(.{4})(.{4})(.{4})(.{12})$/, '$1-$2-$3-$4-$5');
    const viewer = await authenticate(tokens.accessToken, 'msgr');
    expect(await authenticate(dashed.toUpperCase(), 'msgr')).toEqual(viewer);
    isUsersUp = false;
    expect(await authenticate(tokens.accessToken, 'msgr')).toEqual(viewer);
    await expect(authenticate('f'.repeat(32), 'msgr')).rejects.toMatchObject({ code: 'SUBGRAPH_UNAVAILABLE' });
    isUsersUp = true;
    await at('msgr', 'mutation { signOut { ended } }', {}, viewer);
    for (const credential of [tokens.accessToken, dashed, 'f'.repeat(32), 'hello', ''])
      await expect(authenticate(credential, 'msgr')).rejects.toMatchObject({ code: 'INVALID_TOKEN' });
  });

  it('may be session ids whose user has other roles from the next request on', async () => {
    const { username } = await registered();
    const { accessToken, user } = await signIn('msgr', username);
    const setRoles = async (roles: string) =>
      await at(
        'graphql',
        `mutation { setUserRoles(input: { userId: "${user.id}", roles: [${roles}] }) { __typename } }`,
        {},
        OPERATOR,
      );
    await setRoles('MANAGER');
    expect(await authenticate(accessToken, 'msgr')).toMatchObject({ roles: ['USER', 'MANAGER'] });
    await setRoles('');
    expect(await authenticate(accessToken, 'msgr')).toMatchObject({ roles: ['USER'] });
  });

  it('may be session ids that say that they have expired', async () => {
    const { accessToken } = await signIn('msgr', (await registered()).username);
    ahead += 61 * MINUTE;
    await expect(authenticate(accessToken, 'msgr')).rejects.toMatchObject({ code: 'EXPIRED_TOKEN' });
    ahead += 60 * MINUTE;
    await expect(authenticate(accessToken, 'msgr')).rejects.toMatchObject({ code: 'INVALID_TOKEN' });
  });

  it('are signed by a new key only when everybody had time to read it', async () => {
    const { email } = await registered();
    const kidOf = async () => decodeProtectedHeader((await signIn('graphql', email)).accessToken).kid;
    const before = await kidOf();
    const { kid } = await rotate();
    const { keys } = (await subgraph.subgraph.published[JWKS_PATH]?.()) as JSONWebKeySet;
    expect(keys.map((key) => key.kid)).toContain(kid);
    expect(await kidOf()).toBe(before);
    ahead += 10 * MINUTE;
    expect(await kidOf()).toBe(kid);
    const urgent = await rotate(true);
    ahead += 10_000;
    expect(await kidOf()).toBe(urgent.kid);
  });

  it('are verified without one failure while the keys rotate 100 times', { timeout: 60_000 }, async () => {
    const sessions = await Promise.all([1, 2, 3].map(async () => signIn('graphql', (await registered()).email)));
    let isOver = false;
    let verified = 0;
    const kids = new Set<string | undefined>();
    const client = async (first: Tokens): Promise<void> => {
      for (let last = first; !isOver; verified += 2) {
        const next = await refresh(last);
        kids.add(decodeProtectedHeader(next.accessToken).kid);
        expect(await authenticate(next.accessToken, 'graphql')).toMatchObject({ sessionId: next.sessionId });
        expect(await authenticate(last.accessToken, 'graphql')).toMatchObject({ sessionId: next.sessionId });
        last = next;
      }
    };
    const clients = Promise.all(sessions.map(client));
    for (let turn = 0; turn < 100; turn += 1) {
      await rotate();
      await delay(2 * COOLDOWN_MS);
      ahead += 10 * MINUTE;
    }
    isOver = true;
    await clients;
    expect(verified).toBeGreaterThan(200);
    expect(kids.size).toBeGreaterThan(50);
  });

  it('are signed by keys that stay published until no token of theirs can be left', async () => {
    await rotate(true);
    ahead += 10_000 + 24 * 60 * MINUTE + 6 * MINUTE;
    const { kid } = await rotate(true);
    const { keys } = (await subgraph.subgraph.published[JWKS_PATH]?.()) as JSONWebKeySet;
    expect(keys).toHaveLength(2);
    expect(keys.map((key) => key.kid)).toContain(kid);
  });
});
