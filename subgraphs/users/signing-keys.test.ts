import { decodeProtectedHeader } from 'jose';
import { afterAll, afterEach, beforeAll, describe, expect, it, vi } from 'vitest';

import { JWKS_PATH, OPERATOR } from '../../kernel/auth/index.ts';
import { openDatabase } from '../../kernel/database/index.ts';
import { freshDatabase } from '../../tests/support/index.ts';
import { openTestSubgraph, type TestReply, type TestSubgraph } from '../../tests/support/open-test-subgraph.ts';
import { users } from './module.ts';

const REGISTER = `mutation {
  register(input: { email: "ann@example.org", password: "quite a long one" }) { ... on Registered { accessToken refreshToken } }
}`;
const DAY = 86_400_000;

describe('two replicas', () => {
  let now = Date.now();
  let busy: TestSubgraph;
  let idle: TestSubgraph;
  beforeAll(async () => {
    const options = { databaseUrl: await freshDatabase(), now: () => new Date(now) };
    [busy, idle] = [await openTestSubgraph(users, options), await openTestSubgraph(users, options)];
  });
  afterEach(() => void vi.restoreAllMocks());
  afterAll(() => Promise.all([busy.close(), idle.close()]));

  it('sign with a key that is published, also after a long rest', async () => {
    await busy.query('mutation { rotateSigningKeys { kid } }', {}, OPERATOR);
    now += 2 * DAY;
    const atNight = performance.now();
    vi.spyOn(performance, 'now').mockImplementation(() => atNight + 2 * DAY);
    const { data } = (await idle.query(REGISTER)) as TestReply<{ register: { accessToken: string } }>;
    vi.restoreAllMocks();
    const { keys } = (await busy.caller.read(JWKS_PATH)) as { keys: readonly { kid: string }[] };
    expect(keys.map(({ kid }) => kid)).toContain(decodeProtectedHeader(data.register.accessToken).kid);
  });
});

describe('another STOA_SIGNING_KEY', () => {
  it('begins anew where the token keys of before are deleted: everybody signs in again', async () => {
    const databaseUrl = await freshDatabase();
    const before = await openTestSubgraph(users, { databaseUrl });
    const { data } = (await before.query(REGISTER)) as TestReply<{ register: { refreshToken: string } }>;
    await before.close();
    const tables = await openDatabase({ url: databaseUrl, pool: 2, entities: [], migrations: [] });
    await tables.fork().execute('delete from signing_key');
    await tables.close();

    const signingKey = 'another signing key, which is as long as it has to be';
    const after = await openTestSubgraph(users, { databaseUrl, signingKey });
    const refresh = `mutation ($token: String!) {
      refreshTokens(refreshToken: $token) { ... on RefreshRefused { reason } }
    }`;
    expect(await after.query(refresh, { token: data.register.refreshToken })).toEqual({
      data: { refreshTokens: { reason: 'INVALID' } },
    });
    const signIn =
      'mutation { signIn(input: { login: "ann@example.org", password: "quite a long one" }) { __typename } }';
    expect(await after.query(signIn)).toEqual({ data: { signIn: { __typename: 'SignedIn' } } });
    await after.close();
  });
});
