import { MikroORM } from '@mikro-orm/postgresql';
import { decodeJwt } from 'jose';
import { v7 as uuidv7 } from 'uuid';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';

import { ANONYMOUS, type Contract, type Viewer } from '../../kernel/auth/index.ts';
import { freshDatabase } from '../../tests/support/index.ts';
import {
  openTestSubgraph,
  someUser,
  SOME_TEXT,
  statementsOf,
  type TestList,
  type TestReply,
  type TestSubgraph,
} from '../../tests/support/open-test-subgraph.ts';
import { users } from './module.ts';

const MINUTE = 60_000;
const HOUR = 60 * MINUTE;
const DAY = 24 * HOUR;
const PASSWORD = 'quite a long one';
const TOKENS = 'accessToken expiresAt refreshToken refreshExpiresAt sessionId user { id }';

interface Tokens {
  readonly __typename: string;
  readonly accessToken: string;
  readonly expiresAt: string;
  readonly refreshToken: string;
  readonly refreshExpiresAt: string;
  readonly sessionId: string;
  readonly user: { readonly id: string };
  readonly reason?: string;
}
interface Shown {
  readonly id: string;
  readonly device: string | null;
  readonly isCurrent: boolean;
}
interface Verdict {
  readonly sessionCredential: { readonly kind: string; readonly sessionId: string; readonly userId: string };
}

describe('sessions', () => {
  let now = Date.now();
  let databaseUrl: string;
  let subgraph: TestSubgraph;
  beforeAll(async () => {
    databaseUrl = await freshDatabase();
    subgraph = await openTestSubgraph(users, { databaseUrl, now: () => new Date(now) });
  });
  afterAll(() => subgraph.close());

  /** As the gateway calls on behalf of a client that came in at this door. */
  const at = async <Data>(
    contract: Contract,
    query: string,
    variables: object = {},
    viewer: Viewer = ANONYMOUS,
  ): Promise<TestReply<Data>> => {
    const envelope = { viewer, contract, requestId: 'test', budgetMs: 10_000 };
    const { body } = await subgraph.caller.call('/graphql', JSON.stringify({ query, variables }), envelope);
    return JSON.parse(body) as TestReply<Data>;
  };

  let made = 0;
  const registered = async (): Promise<{ readonly email: string; readonly username: string; readonly id: string }> => {
    const account = { email: `someone.${++made}@example.org`, username: `someone-${made}`, password: PASSWORD };
    const query = `mutation ($input: RegisterInput!) { register(input: $input) { ... on Registered { user { id } } } }`;
    const { data } = await at<{ register: { user: { id: string } } }>('graphql', query, { input: account });
    return { ...account, id: data.register.user.id };
  };
  const signIn = async (contract: Contract, login: string, device?: string): Promise<Tokens> => {
    const query = `mutation ($input: SignInInput!) {
      signIn(input: $input) { __typename ... on SignedIn { ${TOKENS} } ... on BadCredentials { reason } }
    }`;
    const { data } = await at<{ signIn: Tokens }>(contract, query, { input: { login, password: PASSWORD, device } });
    return data.signIn;
  };
  const refresh = async (refreshToken: string, contract: Contract = 'graphql'): Promise<Tokens> => {
    const query = `mutation ($token: String!) {
      refreshTokens(refreshToken: $token) {
        __typename ... on TokensRefreshed { ${TOKENS} } ... on RefreshRefused { reason }
      }
    }`;
    return (await at<{ refreshTokens: Tokens }>(contract, query, { token: refreshToken })).data.refreshTokens;
  };
  const viewerOf = ({ user, sessionId }: Tokens): Viewer => ({ kind: 'user', id: user.id, roles: ['USER'], sessionId });
  const sessionsOf = async (viewer: Viewer, page = ''): Promise<TestList<Shown>> => {
    const query = `{ me { sessions${page} {
      edges { cursor node { id device contract createdAt lastUsedAt expiresAt isCurrent } } pageInfo { hasNextPage endCursor }
    } } }`;
    return (await at<{ me: { sessions: TestList<Shown> } }>('graphql', query, {}, viewer)).data.me.sessions;
  };
  const end = async (mutation: string, viewer?: Viewer) =>
    await at<Record<string, { ended: number }>>('graphql', `mutation { ${mutation} { ended } }`, {}, viewer);
  const aSession = async (device?: string): Promise<Tokens> => signIn('graphql', (await registered()).email, device);

  it('are opened by a sign-in, with an access token and a refresh token', async () => {
    const tokens = await aSession();
    expect(tokens).toMatchObject({ __typename: 'SignedIn', refreshToken: SOME_TEXT });
    expect(decodeJwt(tokens.accessToken)).toMatchObject({ sid: tokens.sessionId, sub: tokens.user.id });
    expect(Date.parse(tokens.refreshExpiresAt)).toBe(now + 30 * DAY);
  });

  it('are refreshed: a new access token, and the next refresh token', async () => {
    const first = await aSession();
    now += HOUR;
    const second = await refresh(first.refreshToken);
    expect(second).toMatchObject({ __typename: 'TokensRefreshed', sessionId: first.sessionId, user: first.user });
    expect(second.refreshToken).not.toBe(first.refreshToken);
    expect(Date.parse(second.expiresAt)).toBeGreaterThanOrEqual(now + 15 * MINUTE);
    expect(await refresh(second.refreshToken)).toMatchObject({ __typename: 'TokensRefreshed' });
  });

  it('give one live successor to 100 refreshes at once', async () => {
    const first = await aSession();
    const answers = await Promise.all(Array.from({ length: 100 }, () => refresh(first.refreshToken)));
    const successors = new Set(answers.map(({ refreshToken }) => refreshToken));
    expect(successors.size).toBe(1);
    const [successor = ''] = successors;
    expect(await refresh(successor)).toMatchObject({ __typename: 'TokensRefreshed' });
    expect(await refresh(successor)).toMatchObject({ __typename: 'TokensRefreshed' });
  });

  it('give the same successor again to a client that lost the answer, for ten seconds', async () => {
    const first = await aSession();
    const second = await refresh(first.refreshToken);
    now += 9_999;
    expect((await refresh(first.refreshToken)).refreshToken).toBe(second.refreshToken);
    now += 1;
    expect(await refresh(first.refreshToken)).toEqual({ __typename: 'RefreshRefused', reason: 'REUSED' });
  });

  it('end for everybody when a token is used that was replaced twice', async () => {
    const first = await aSession();
    const second = await refresh(first.refreshToken);
    const third = await refresh(second.refreshToken);
    expect(await refresh(first.refreshToken)).toEqual({ __typename: 'RefreshRefused', reason: 'REUSED' });
    expect(await refresh(third.refreshToken)).toEqual({ __typename: 'RefreshRefused', reason: 'ENDED' });
    const left = await sessionsOf(viewerOf(first));
    expect(left.edges.map(({ node }) => node.id)).not.toContain(first.sessionId);
  });

  it('do not end by guesses, nor by tokens of other doors', async () => {
    const first = await aSession();
    const { refreshToken } = first;
    const other = refreshToken.endsWith('A') ? 'Q' : 'A';
    const guesses = ['', 'x', 'a\0b', 'x'.repeat(86), `${refreshToken}=`, refreshToken.slice(0, -1) + other];
    for (const guess of [...guesses, refreshToken.slice(0, 40) + refreshToken.slice(40).toUpperCase()])
      expect(await refresh(guess)).toEqual({ __typename: 'RefreshRefused', reason: 'INVALID' });
    expect(await refresh(refreshToken, 'kpo')).toEqual({ __typename: 'RefreshRefused', reason: 'INVALID' });
    expect(await refresh(refreshToken)).toMatchObject({ __typename: 'TokensRefreshed' });
  });

  it('are over when they are not used for 30 days, and after 90 in any case', async () => {
    const unused = await aSession();
    let used = await aSession();
    for (let month = 0; month < 3; month += 1) {
      now += 29 * DAY;
      used = await refresh(used.refreshToken);
    }
    expect(Date.parse(used.refreshExpiresAt)).toBe(now + 3 * DAY);
    now += 3 * DAY;
    for (const { refreshToken } of [unused, used])
      expect(await refresh(refreshToken)).toEqual({ __typename: 'RefreshRefused', reason: 'EXPIRED' });
  });

  it('are shown to their owner, oldest first, with what the client called itself', async () => {
    const { email } = await registered();
    const phone = await signIn('graphql', email, `  Ada's phone\0 ${'x'.repeat(300)}`);
    now += MINUTE;
    const { edges } = await sessionsOf(viewerOf(phone));
    expect(edges.map(({ node }) => node)).toMatchObject([
      { device: null, isCurrent: false, contract: 'graphql' },
      { id: phone.sessionId, isCurrent: true, lastUsedAt: new Date(now - MINUTE).toISOString() },
    ]);
    expect(edges[1]?.node.device).toMatch(/^Ada's phone x{188}$/);
    const page = await sessionsOf(viewerOf(phone), '(first: 1)');
    const next = await sessionsOf(viewerOf(phone), `(after: "${page.pageInfo.endCursor ?? ''}")`);
    expect([page.pageInfo.hasNextPage, next.edges[0]?.node.id]).toEqual([true, phone.sessionId]);
  });

  it('are hidden from others, but not from administrators', async () => {
    const { user } = await aSession();
    const read = async (viewer: Viewer) => {
      const query = 'query ($id: ID!) { user(id: $id) { sessions { edges { node { id } } } } }';
      return (await at<{ user: { sessions: TestList<Shown> | null } }>('graphql', query, user, viewer)).data.user
        .sessions;
    };
    expect(await read(someUser('MANAGER'))).toBeNull();
    expect((await read(someUser('ADMIN')))?.edges).toHaveLength(2);
  });

  it('end one by one, at the hand of their owner or an administrator', async () => {
    const tokens = await aSession();
    const endIt = `endSession(id: "${tokens.sessionId}")`;
    expect((await end(endIt)).errors).toMatchObject([{ extensions: { code: 'UNAUTHENTICATED' } }]);
    for (const [viewer, mutation] of [
      [someUser(), endIt],
      [viewerOf(tokens), `endSession(id: "${uuidv7()}")`],
      [viewerOf(tokens), 'endSession(id: "x")'],
    ] as const)
      expect((await end(mutation, viewer)).errors).toMatchObject([{ extensions: { code: 'NOT_FOUND', field: 'id' } }]);
    expect((await end(endIt, someUser('ADMIN'))).data).toEqual({ endSession: { ended: 1 } });
    expect((await end(endIt, viewerOf(tokens))).data).toEqual({ endSession: { ended: 0 } });
    expect(await refresh(tokens.refreshToken)).toMatchObject({ reason: 'ENDED' });
  });

  it('end by a sign-out, or all at once with or without the present one', async () => {
    const { email } = await registered();
    const [one, two] = [await signIn('graphql', email), await signIn('octo', email)];
    expect((await end('signOutEverywhere(includeCurrent: false)', viewerOf(one))).data).toEqual({
      signOutEverywhere: { ended: 2 },
    });
    expect((await sessionsOf(viewerOf(two))).edges.map(({ node }) => node.id)).toEqual([one.sessionId]);
    expect((await end('signOut', viewerOf(one))).data).toEqual({ signOut: { ended: 1 } });
    const three = await signIn('graphql', email);
    expect((await end('signOutEverywhere', viewerOf(three))).data).toEqual({ signOutEverywhere: { ended: 1 } });
    for (const { refreshToken } of [one, three]) expect(await refresh(refreshToken)).toMatchObject({ reason: 'ENDED' });
    for (const mutation of ['signOut', 'signOutEverywhere'])
      expect((await end(mutation)).errors).toMatchObject([{ extensions: { code: 'UNAUTHENTICATED' } }]);
  });

  it('end all at once with as many statements as one', async () => {
    const costs: number[] = [];
    for (const others of [1, 10]) {
      const { email } = await registered();
      const here = await signIn('graphql', email);
      for (let other = 0; other < others; other += 1) await signIn('graphql', email);
      const out = () => end('signOutEverywhere(includeCurrent: false)', viewerOf(here));
      const sent = await statementsOf(async () => expect((await out()).errors).toBeUndefined());
      costs.push(sent.filter((statement) => statement.includes('insert into revocation')).length);
    }
    expect(costs).toEqual([1, 1]);
  });

  it.each([
    ['graphql', { minutes: 15, refreshes: true, claims: { roles: ['USER'] } }],
    ['octo', { minutes: 60, refreshes: false, claims: { aud: ['fastapi-users:auth'] } }],
    [
      'kpo',
      { minutes: 30, refreshes: true, claims: { token_type: 'access', user_id: expect.any(Number), is_staff: false } },
    ],
    ['trp', { minutes: 1_440, refreshes: false, claims: { roles: ['user'], user_id: SOME_TEXT, email: SOME_TEXT } }],
  ] as const)('have at the door %s the token of its old server', async (door, { minutes, refreshes, claims }) => {
    const tokens = await signIn(door, (await registered()).email);
    expect(decodeJwt(tokens.accessToken)).toMatchObject({ ...claims, sub: tokens.user.id });
    expect(Math.floor((Date.parse(tokens.expiresAt) - now) / MINUTE)).toBe(minutes);
    expect(typeof tokens.refreshToken === 'string').toBe(refreshes);
  });

  describe('of the door whose credential is the id of the session', () => {
    const verdictOn = async (secret: string, contract: Contract = 'msgr', viewer?: Viewer) => {
      const query = 'query ($secret: String!) { sessionCredential(secret: $secret) { kind sessionId userId roles } }';
      return await at<Verdict>(contract, query, { secret }, viewer ?? { kind: 'service', name: 'gateway' });
    };

    it('are good for an hour, said to have expired for another, and then unknown', async () => {
      const account = await registered();
      const { accessToken, sessionId, refreshToken } = await signIn('msgr', account.username);
      expect(accessToken).toMatch(/^[0-9a-f]{32}$/);
      expect(refreshToken).toBeNull();
      const kinds: string[] = [];
      for (const step of [HOUR - 1, 1, HOUR - 1, 1]) {
        now += step;
        const { data } = await verdictOn(accessToken);
        kinds.push(data.sessionCredential.kind);
        if (kinds.length === 1) expect(data.sessionCredential).toMatchObject({ sessionId, userId: account.id });
      }
      expect(kinds).toEqual(['valid', 'expired', 'expired', 'unknown']);
    });

    it('are unknown after their end, at other doors, and to all but our own processes', async () => {
      const account = await registered();
      const tokens = await signIn('msgr', account.username);
      const kindOf = async (contract?: Contract) =>
        (await verdictOn(tokens.accessToken, contract)).data.sessionCredential.kind;
      expect([await kindOf(), await kindOf('graphql'), await kindOf('kpo')]).toEqual(['valid', 'unknown', 'unknown']);
      expect((await verdictOn('0'.repeat(32))).data.sessionCredential.kind).toBe('unknown');
      for (const viewer of [ANONYMOUS, someUser('ADMIN')])
        expect((await verdictOn(tokens.accessToken, 'msgr', viewer)).errors).toHaveLength(1);
      await end('signOut', viewerOf(tokens));
      expect(await kindOf()).toBe('unknown');
    });

    it('tell an old client whether the login or the password was wrong', async () => {
      const { username, email } = await registered();
      expect(await signIn('msgr', email)).toMatchObject({ reason: 'UNKNOWN_LOGIN' });
      expect(await signIn('graphql', 'nobody@example.org')).toMatchObject({ reason: null });
      const query = 'mutation ($input: SignInInput!) { signIn(input: $input) { ... on BadCredentials { reason } } }';
      const wrong = { input: { login: username, password: 'wrong' } };
      expect((await at('msgr', query, wrong)).data).toEqual({ signIn: { reason: 'WRONG_PASSWORD' } });
    });
  });

  it('are not opened where nobody signs in', async () => {
    const { username } = await registered();
    expect(await signIn('mz', username)).toMatchObject({ __typename: 'BadCredentials' });
  });

  it('store no token in the clear', async () => {
    const { accessToken, refreshToken } = await aSession();
    const opaque = await signIn('msgr', (await registered()).username);
    const orm = await MikroORM.init({ clientUrl: databaseUrl, entities: [], discovery: { warnWhenNoEntities: false } });
    const rows = JSON.stringify(await orm.em.getConnection().execute('select * from session'));
    await orm.close(true);
    expect(rows).toContain(opaque.sessionId);
    for (const secret of [accessToken, refreshToken, opaque.accessToken]) expect(rows).not.toContain(secret);
  });
});
