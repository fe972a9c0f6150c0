import { hash } from '@node-rs/argon2';
import { MikroORM } from '@mikro-orm/postgresql';
import { afterAll, beforeAll, describe, expect, it, vi } from 'vitest';

import { OPERATOR, type Viewer } from '../../kernel/auth/index.ts';
import { freshDatabase } from '../../tests/support/index.ts';
import {
  openTestSubgraph,
  someUser,
  SOME_TEXT,
  type TestReply,
  type TestSubgraph,
} from '../../tests/support/open-test-subgraph.ts';
import { users } from './module.ts';

const OLD = 'the first long one';
const NEW = 'the second long one';
const DAY = 86_400_000;

interface SignedIn {
  readonly __typename: string;
  readonly refreshToken: string;
  readonly sessionId: string;
  readonly user: { readonly id: string };
}

describe('passwords', () => {
  let now = Date.now();
  let databaseUrl: string;
  let subgraph: TestSubgraph;
  beforeAll(async () => {
    databaseUrl = await freshDatabase();
    subgraph = await openTestSubgraph(users, { databaseUrl, now: () => new Date(now) });
  });
  afterAll(() => subgraph.close());

  let made = 0;
  const registered = async (): Promise<SignedIn & { readonly email: string }> => {
    const email = `owner.${++made}@example.org`;
    const query = `mutation ($input: RegisterInput!) {
      register(input: $input) { __typename ... on Registered { refreshToken sessionId user { id } } }
    }`;
    const reply = (await subgraph.query(query, { input: { email, password: OLD } })) as TestReply<{
      register: SignedIn;
    }>;
    return { ...reply.data.register, email };
  };
  const signIn = async (login: string, password: string): Promise<SignedIn> => {
    const query = `mutation ($input: SignInInput!) {
      signIn(input: $input) { __typename ... on SignedIn { refreshToken sessionId user { id } } }
    }`;
    const reply = (await subgraph.query(query, { input: { login, password } })) as TestReply<{ signIn: SignedIn }>;
    return reply.data.signIn;
  };
  const isAlive = async ({ refreshToken }: SignedIn): Promise<boolean> => {
    const query = 'mutation ($token: String!) { refreshTokens(refreshToken: $token) { __typename } }';
    const reply = (await subgraph.query(query, { token: refreshToken })) as TestReply<{ refreshTokens: SignedIn }>;
    return reply.data.refreshTokens.__typename === 'TokensRefreshed';
  };
  const viewerOf = ({ user, sessionId }: SignedIn): Viewer => ({
    kind: 'user',
    id: user.id,
    roles: ['USER'],
    sessionId,
  });
  const OUTCOME = `__typename ... on InvalidPassword { problems { field message } } ... on WrongPassword { field }`;
  const change = async (currentPassword: string, newPassword: string, viewer?: Viewer) => {
    const query = `mutation ($input: ChangePasswordInput!) { changePassword(input: $input) { ${OUTCOME} } }`;
    const reply = await subgraph.query(query, { input: { currentPassword, newPassword } }, viewer);
    return reply as TestReply<{ changePassword: unknown } | null>;
  };
  const issueLink = async (userId: string, viewer: Viewer = OPERATOR) => {
    const query = 'mutation ($id: ID!) { issuePasswordLink(userId: $id) { token expiresAt } }';
    const reply = await subgraph.query(query, { id: userId }, viewer);
    return reply as TestReply<{ issuePasswordLink: { token: string; expiresAt: string } }>;
  };
  const set = async (token: string, newPassword: string): Promise<unknown> => {
    const query = `mutation ($input: SetPasswordInput!) {
      setPassword(input: $input) { __typename ... on InvalidPassword { problems { field } } }
    }`;
    const reply = (await subgraph.query(query, { input: { token, newPassword } })) as TestReply<{
      setPassword: unknown;
    }>;
    return reply.data.setPassword;
  };

  it('are changed by their owner, which ends every other session', async () => {
    const here = await registered();
    const elsewhere = await signIn(here.email, OLD);
    expect((await change(OLD, NEW, viewerOf(here))).data).toEqual({
      changePassword: { __typename: 'PasswordChanged' },
    });
    expect([await isAlive(here), await isAlive(elsewhere)]).toEqual([true, false]);
    expect((await signIn(here.email, OLD)).__typename).toBe('BadCredentials');
    expect((await signIn(here.email, NEW)).__typename).toBe('SignedIn');
  });

  it('are not changed by who does not know the current one', async () => {
    const here = await registered();
    expect((await change(NEW, NEW, viewerOf(here))).data).toEqual({
      changePassword: { __typename: 'WrongPassword', field: 'currentPassword' },
    });
    expect((await change(OLD, NEW)).errors).toMatchObject([{ extensions: { code: 'UNAUTHENTICATED' } }]);
    expect((await change(OLD, NEW, someUser())).errors).toMatchObject([{ extensions: { code: 'UNAUTHENTICATED' } }]);
    expect((await signIn(here.email, OLD)).__typename).toBe('SignedIn');
  });

  it.each([
    ['nothing', ''],
    ['a short one', 'short'],
    ['an over-long one', 'x'.repeat(1_025)],
    ['a monotonous one', 'ababababababab'],
    ['itself', OLD],
  ])('are not changed to %s', async (_what, bad) => {
    const here = await registered();
    expect((await change(OLD, bad, viewerOf(here))).data).toMatchObject({
      changePassword: {
        __typename: 'InvalidPassword',
        problems: expect.arrayContaining([{ field: 'newPassword', message: SOME_TEXT }]) as unknown,
      },
    });
    expect((await signIn(here.email, OLD)).__typename).toBe('SignedIn');
  });

  it('become one of two that are set at once, and leave the session of that one', async () => {
    const here = await registered();
    const there = await signIn(here.email, OLD);
    const replies = await Promise.all([
      change(OLD, `${NEW} 1`, viewerOf(here)),
      change(OLD, `${NEW} 2`, viewerOf(there)),
    ]);
    const kinds = replies.map(({ data }) => (data?.changePassword as { __typename: string }).__typename);
    expect(kinds.toSorted()).toEqual(['PasswordChanged', 'WrongPassword']);
    expect([await isAlive(here), await isAlive(there)].filter(Boolean)).toHaveLength(1);
  });

  it('are set by a link of an administrator, once, which ends every session', async () => {
    const owner = await registered();
    const { token, expiresAt } = (await issueLink(owner.user.id, someUser('ADMIN'))).data.issuePasswordLink;
    expect(Date.parse(expiresAt)).toBe(now + DAY);
    expect(await set(token, 'short')).toMatchObject({
      __typename: 'InvalidPassword',
      problems: [{ field: 'newPassword' }],
    });
    const both = await Promise.all([set(token, `${NEW} 1`), set(token, `${NEW} 1`)]);
    expect(both).toContainEqual({ __typename: 'PasswordChanged' });
    expect(both).toContainEqual({ __typename: 'PasswordLinkInvalid' });
    expect(await isAlive(owner)).toBe(false);
    expect((await signIn(owner.email, `${NEW} 1`)).__typename).toBe('SignedIn');
  });

  it('are not set by a link that is over, replaced, void or made up', async () => {
    const owner = await registered();
    const link = async () => (await issueLink(owner.user.id)).data.issuePasswordLink.token;
    const [replaced, over] = [await link(), await link()];
    expect(await set(replaced, NEW)).toEqual({ __typename: 'PasswordLinkInvalid' });
    now += DAY;
    for (const token of [over, '', 'a\0b', 'x'.repeat(10_000)])
      expect(await set(token, NEW)).toEqual({ __typename: 'PasswordLinkInvalid' });
    const voided = await link();
    await change(OLD, `${NEW} 2`, viewerOf(owner));
    expect(await set(voided, NEW)).toEqual({ __typename: 'PasswordLinkInvalid' });
  });

  it('are set by a link or changed by their owner, whichever comes first', async () => {
    const owner = await registered();
    const { token } = (await issueLink(owner.user.id)).data.issuePasswordLink;
    const orm = await MikroORM.init({ clientUrl: databaseUrl, entities: [], discovery: { warnWhenNoEntities: false } });
    const em = orm.em.fork();
    await em.begin();
    await em.execute('select 1 from user_account where id = ? for update', [owner.user.id]);
    const query = "select 1 from pg_stat_activity where datname = current_database() and wait_event_type = 'Lock'";
    const waiting = () => orm.em.getConnection().execute<object[]>(query);
    const changed = change(OLD, NEW, viewerOf(owner));
    await vi.waitFor(async () => expect(await waiting()).toHaveLength(1));
    const byLink = set(token, 'a third long one');
    await vi.waitFor(async () => expect(await waiting()).toHaveLength(2));
    await em.commit();
    expect(await changed).toEqual({ data: { changePassword: { __typename: 'PasswordChanged' } } });
    expect(await byLink).toEqual({ __typename: 'PasswordLinkInvalid' });
    await orm.close(true);
    expect((await signIn(owner.email, NEW)).__typename).toBe('SignedIn');
  });

  it('get links from administrators alone, for accounts that are there', async () => {
    const { user } = await registered();
    expect((await issueLink(user.id, someUser('MANAGER'))).errors).toMatchObject([
      { extensions: { code: 'FORBIDDEN' } },
    ]);
    for (const id of ['', 'x', crypto.randomUUID()])
      expect((await issueLink(id)).errors).toMatchObject([{ extensions: { code: 'NOT_FOUND', field: 'userId' } }]);
  });

  it('are hashed anew at a sign-in where they were hashed with less effort', async () => {
    const { email } = await registered();
    const orm = await MikroORM.init({ clientUrl: databaseUrl, entities: [], discovery: { warnWhenNoEntities: false } });
    const run = (sql: string, values: readonly unknown[]) => orm.em.getConnection().execute<object[]>(sql, [...values]);
    const weak = await hash(OLD, { memoryCost: 1_024, timeCost: 1, parallelism: 1 });
    await run('update user_account set password_hash = ? where email = ?', [weak, email]);
    expect((await signIn(email, 'wrong')).__typename).toBe('BadCredentials');
    expect((await signIn(email, OLD)).__typename).toBe('SignedIn');
    const [row] = await run('select password_hash from user_account where email = ?', [email]);
    await orm.close(true);
    expect(row).toMatchObject({ password_hash: expect.stringContaining('m=19456,t=2') as string });
    expect((await signIn(email, OLD)).__typename).toBe('SignedIn');
  });
});
