import { decodeJwt } from 'jose';
import { v7 as uuidv7 } from 'uuid';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';

import { OPERATOR, type Viewer } from '../../kernel/auth/index.ts';
import { createMemoryRevocations, type Revocation } from '../../kernel/revocation/index.ts';
import { freshDatabase } from '../../tests/support/index.ts';
import { openTestSubgraph, type TestReply, type TestSubgraph } from '../../tests/support/open-test-subgraph.ts';
import { users } from './module.ts';

const REGISTER = `mutation ($input: RegisterInput!) {
  register(input: $input) { ... on Registered { accessToken refreshToken sessionId user { id } } }
}`;
const REFRESH = `mutation ($token: String!) {
  refreshTokens(refreshToken: $token) { ... on TokensRefreshed { accessToken refreshToken } }
}`;
const SET_ACTIVE = `mutation ($userId: ID!) {
  setUserActive(input: { userId: $userId, isActive: false }) { __typename }
}`;
const SET_ROLES = `mutation ($userId: ID!, $roles: [Role!]!) {
  setUserRoles(input: { userId: $userId, roles: $roles }) { __typename }
}`;
const AHEAD_MS = 3_000;
/** By how much gateways let a token outlive its `exp`. */
const TOLERANCE_MS = 5_000;

interface SignedIn {
  readonly accessToken: string;
  readonly refreshToken: string;
  readonly sessionId: string;
  readonly user: { readonly id: string };
}

describe('two replicas whose clocks differ', () => {
  const told: Revocation[] = [];
  let ahead: TestSubgraph;
  let behind: TestSubgraph;
  beforeAll(async () => {
    const databaseUrl = await freshDatabase();
    const revocations = createMemoryRevocations();
    await revocations.follow({ onRevocation: (revocation) => void told.push(revocation) });
    ahead = await openTestSubgraph(users, {
      databaseUrl,
      revocations,
      now: () => new Date(Date.now() + AHEAD_MS),
    });
    behind = await openTestSubgraph(users, { databaseUrl, revocations });
  });
  afterAll(() => Promise.all([ahead.close(), behind.close()]));

  const registered = async (): Promise<SignedIn> => {
    const input = { email: `${uuidv7()}@example.org`, password: 'quite a long one' };
    return ((await ahead.query(REGISTER, { input })) as TestReply<{ register: SignedIn }>).data.register;
  };
  const viewerOf = ({ sessionId, user }: SignedIn): Viewer => ({
    kind: 'user',
    id: user.id,
    roles: ['USER'],
    sessionId,
  });
  const issuedAt = ({ accessToken }: SignedIn): number => Math.round((decodeJwt(accessToken).iat ?? 0) * 1_000);
  const voidedBefore = (userId: string): number =>
    Math.max(...told.map((news) => (news.kind === 'user' && news.userId === userId ? news.issuedBefore : 0)));

  it('end the sessions that the other one has just opened', async () => {
    const session = await registered();
    const reply = await behind.query('mutation { signOut { ended } }', {}, viewerOf(session));
    expect(reply).toEqual({ data: { signOut: { ended: 1 } } });
  });

  it('switch an account off, and void each token that it has', async () => {
    const session = await registered();
    const reply = await behind.query(SET_ACTIVE, { userId: session.user.id }, OPERATOR);
    expect(reply.data).toEqual({ setUserActive: { __typename: 'UserChanged' } });
    expect(voidedBefore(session.user.id)).toBeGreaterThan(issuedAt(session));
  });

  it('void also the tokens of a session that was refreshed by both', async () => {
    const session = await registered();
    const refreshed = (await ahead.query(REFRESH, { token: session.refreshToken })) as TestReply<{
      refreshTokens: SignedIn;
    }>;
    const ofAhead = refreshed.data.refreshTokens;
    await behind.query(REFRESH, { token: ofAhead.refreshToken });
    await behind.query(SET_ACTIVE, { userId: session.user.id }, OPERATOR);
    expect(voidedBefore(session.user.id)).toBeGreaterThan(issuedAt(ofAhead));
  });

  it('void each token that carries a role that is taken away', async () => {
    const session = await registered();
    const { id: userId } = session.user;
    await ahead.query(SET_ROLES, { userId, roles: ['MANAGER'] }, OPERATOR);
    await behind.query(SET_ROLES, { userId, roles: [] }, OPERATOR);
    expect(voidedBefore(userId)).toBeGreaterThan(issuedAt(session));
  });

  it('have a revocation kept for as long as any gateway takes a token that it concerns', async () => {
    const session = await registered();
    await behind.query('mutation { signOut { ended } }', {}, viewerOf(session));
    const news = told.find(
      ({ kind, ...of }) => kind === 'session' && 'sessionId' in of && of.sessionId === session.sessionId,
    );
    expect(news?.until).toBeGreaterThan((decodeJwt(session.accessToken).exp ?? 0) * 1_000 + TOLERANCE_MS);
  });
});
