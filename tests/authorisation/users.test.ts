import { readFileSync } from 'node:fs';

import { afterAll, beforeAll, describe } from 'vitest';

import type { UserViewer, Viewer } from '../../kernel/auth/index.ts';
import { users } from '../../subgraphs/users/module.ts';
import { openTestSubgraph, type TestReply, type TestSubgraph } from '../support/open-test-subgraph.ts';
import type { AccessTable } from './access-table.ts';
import { PAGES, PROBLEMS, someCallers, type Callers } from './callers.ts';
import { describeAccess } from './describe-access.ts';

const PASSWORD = 'quite a long one';

interface Account {
  readonly id: string;
  readonly username: string;
  readonly email: string;
  readonly refreshToken: string;
  readonly sessionId: string;
}

interface World {
  readonly owner: UserViewer;
  /** Signs the owner in on another device. */
  session(): Promise<Account>;
  /** Registers somebody. */
  account(): Promise<Account>;
  /** A link with which somebody sets a new password. */
  passwordLink(): Promise<string>;
}

const none = () => Promise.resolve({});
let made = 0;

const TABLE: AccessTable<World> = {
  roots: {
    'Query.me': ['UNAUTHENTICATED value value value value UNAUTHENTICATED', none],
    'Query.user': ['UNAUTHENTICATED value value value value value', ({ owner }) => Promise.resolve({ id: owner.id })],
    'Query.users': ['UNAUTHENTICATED FORBIDDEN FORBIDDEN FORBIDDEN value FORBIDDEN', none],
    'Query.userPage': ['UNAUTHENTICATED FORBIDDEN FORBIDDEN FORBIDDEN value value', none],
    'Query.userStatistics': ['UNAUTHENTICATED FORBIDDEN FORBIDDEN FORBIDDEN value FORBIDDEN', none],
    'Query.userByLogin': [
      'UNAUTHENTICATED FORBIDDEN FORBIDDEN FORBIDDEN value FORBIDDEN',
      async ({ account }) => ({ login: (await account()).email }),
    ],
    'Query.userByUsername': [
      'UNAUTHENTICATED value value value value value',
      async ({ account }) => ({ username: (await account()).username }),
    ],
    'Query.sessionCredential': [
      'UNAUTHENTICATED FORBIDDEN FORBIDDEN FORBIDDEN FORBIDDEN value',
      () => Promise.resolve({ secret: '0'.repeat(32) }),
    ],
    'Mutation.register': [
      'Registered Registered Registered Registered Registered Registered',
      () => Promise.resolve({ input: { email: `new.${++made}@example.org`, password: PASSWORD } }),
    ],
    'Mutation.signIn': [
      'SignedIn SignedIn SignedIn SignedIn SignedIn SignedIn',
      async ({ account }) => ({ input: { login: (await account()).email, password: PASSWORD } }),
    ],
    'Mutation.refreshTokens': [
      'TokensRefreshed TokensRefreshed TokensRefreshed TokensRefreshed TokensRefreshed TokensRefreshed',
      async ({ account }) => ({ refreshToken: (await account()).refreshToken }),
    ],
    'Mutation.signOut': ['UNAUTHENTICATED value value value value UNAUTHENTICATED', none],
    'Mutation.signOutEverywhere': [
      'UNAUTHENTICATED value value value value UNAUTHENTICATED',
      () => Promise.resolve({ includeCurrent: false }),
    ],
    'Mutation.endSession': [
      'UNAUTHENTICATED NOT_FOUND value NOT_FOUND value UNAUTHENTICATED',
      async ({ session }) => ({ id: (await session()).sessionId }),
    ],
    'Mutation.updateProfile': [
      'UNAUTHENTICATED ProfileUpdated ProfileUpdated ProfileUpdated ProfileUpdated UNAUTHENTICATED',
      () => Promise.resolve({ input: { name: 'Somebody' } }),
    ],
    'Mutation.updateUser': [
      'UNAUTHENTICATED FORBIDDEN FORBIDDEN FORBIDDEN ProfileUpdated FORBIDDEN',
      async ({ account }) => ({ input: { userId: (await account()).id, profile: { name: 'Somebody' } } }),
    ],
    'Mutation.changePassword': [
      'UNAUTHENTICATED WrongPassword WrongPassword WrongPassword WrongPassword UNAUTHENTICATED',
      () => Promise.resolve({ input: { currentPassword: 'not the right one', newPassword: 'another long one' } }),
    ],
    'Mutation.issuePasswordLink': [
      'UNAUTHENTICATED FORBIDDEN FORBIDDEN FORBIDDEN value FORBIDDEN',
      async ({ account }) => ({ userId: (await account()).id }),
    ],
    'Mutation.setPassword': [
      'PasswordChanged PasswordChanged PasswordChanged PasswordChanged PasswordChanged PasswordChanged',
      async ({ passwordLink }) => ({ input: { token: await passwordLink(), newPassword: 'another long one' } }),
    ],
    'Mutation.deleteMyAccount': [
      'UNAUTHENTICATED BadCredentials BadCredentials BadCredentials BadCredentials UNAUTHENTICATED',
      () => Promise.resolve({ input: { password: 'not the right one' } }),
    ],
    'Mutation.setPaidAccess': [
      'UNAUTHENTICATED FORBIDDEN FORBIDDEN FORBIDDEN value FORBIDDEN',
      async ({ account }) => ({ input: { userId: (await account()).id, paidAccess: true } }),
    ],
    'Mutation.setUserRoles': [
      'UNAUTHENTICATED FORBIDDEN FORBIDDEN FORBIDDEN UserChanged FORBIDDEN',
      async ({ account }) => ({ input: { userId: (await account()).id, roles: [] } }),
    ],
    'Mutation.setUserActive': [
      'UNAUTHENTICATED FORBIDDEN FORBIDDEN FORBIDDEN UserChanged FORBIDDEN',
      async ({ account }) => ({ input: { userId: (await account()).id, isActive: false } }),
    ],
    'Mutation.deleteUser': [
      'UNAUTHENTICATED FORBIDDEN FORBIDDEN FORBIDDEN UserDeleted FORBIDDEN',
      async ({ account }) => ({ input: { userId: (await account()).id } }),
    ],
    'Mutation.rotateSigningKeys': [
      'UNAUTHENTICATED FORBIDDEN FORBIDDEN FORBIDDEN FORBIDDEN value',
      () => Promise.resolve({ urgent: false }),
    ],
  },
  entities: {
    User: {
      key: ({ owner }) => Promise.resolve({ id: owner.id }),
      fields: {
        id: 'value value value value value value',
        username: 'value value value value value value',
        name: 'value value value value value value',
        createdAt: 'value value value value value value',
        firstName: 'null null value null value value',
        lastName: 'null null value null value value',
        birthday: 'null null value null value value',
        updatedAt: 'null null value null value value',
        number: 'null null value null value value',
        email: 'null null value null value value',
        roles: 'null null value null value value',
        paidAccess: 'null null value null value value',
        isActive: 'null null value null value value',
        paidAccessSeq: 'null null value null value value',
        sessions: 'null null value null value value',
      },
    },
  },
  carried: {
    ...PAGES,
    ...PROBLEMS,
    UserConnection: 'edges pageInfo',
    UserEdge: 'cursor node',
    UserPage: 'items total',
    UserStatistics: 'total active byRole paid registeredLast24h registeredLast7d recent',
    UsersByRole: 'USER MANAGER ADMIN',
    Session: 'id device contract createdAt lastUsedAt expiresAt isCurrent',
    SessionConnection: 'edges pageInfo',
    SessionEdge: 'cursor node',
    SessionsEnded: 'ended',
    CredentialVerdict: 'kind sessionId userId roles checkedAt expiresAt',
    SigningKeyRotation: 'kid signsFrom',
    Registered: 'accessToken expiresAt refreshToken refreshExpiresAt sessionId user',
    SignedIn: 'accessToken expiresAt refreshToken refreshExpiresAt sessionId user',
    TokensRefreshed: 'accessToken expiresAt refreshToken refreshExpiresAt sessionId user',
    RefreshRefused: 'reason',
    BadCredentials: 'message reason',
    AccountCreated: 'user',
    LoginTaken: 'field',
    InvalidRegistration: 'problems',
    ProfileUpdated: 'user',
    InvalidProfile: 'problems',
    PasswordChanged: 'message',
    WrongPassword: 'field message',
    InvalidPassword: 'problems',
    PasswordLink: 'token expiresAt',
    PasswordLinkInvalid: 'message',
    UserChanged: 'user',
    UserDeleted: 'user',
    AccountDeleted: 'userId',
    LastAdministrator: 'message',
  },
};

describe('who may do what in users', () => {
  let subgraph: TestSubgraph;
  let viewers: Callers;
  let owner: Account;
  beforeAll(async () => {
    subgraph = await openTestSubgraph(users);
    owner = await account();
    const [user, manager, administrator] = [await account(), await account(), await account()];
    const signedIn = ({ id, sessionId }: Account, ...roles: UserViewer['roles']): UserViewer => ({
      kind: 'user',
      id,
      roles: ['USER', ...roles],
      sessionId,
    });
    viewers = {
      ...someCallers(signedIn(owner)),
      user: signedIn(user),
      manager: signedIn(manager, 'MANAGER'),
      administrator: signedIn(administrator, 'ADMIN'),
    };
  });
  afterAll(() => subgraph.close());

  async function run<Data>(document: string, input: object, viewer?: Viewer): Promise<Data> {
    const { data, errors } = (await subgraph.query(document, { input }, viewer)) as TestReply<Data>;
    if (errors !== undefined) throw new Error(JSON.stringify(errors));
    return data;
  }

  async function account(): Promise<Account> {
    const email = `somebody.${++made}@example.org`;
    const document = `mutation ($input: RegisterInput!) { register(input: $input) {
      ... on Registered { refreshToken sessionId user { id } } } }`;
    const { register } = await run<{ register: { refreshToken: string; sessionId: string; user: { id: string } } }>(
      document,
      {
        email,
        password: PASSWORD,
        username: `somebody.${made}`,
        name: 'Somebody',
        firstName: 'Some',
        lastName: 'Body',
        birthday: '2000-02-29',
      },
    );
    const { refreshToken, sessionId, user } = register;
    return { id: user.id, username: `somebody.${made}`, email, refreshToken, sessionId };
  }

  const world = (): World => ({
    owner: viewers.owner,
    account,
    async session() {
      const document = `mutation ($input: SignInInput!) { signIn(input: $input) {
        ... on SignedIn { refreshToken sessionId } } }`;
      const { signIn } = await run<{ signIn: { refreshToken: string; sessionId: string } }>(document, {
        login: owner.email,
        password: PASSWORD,
      });
      return { ...owner, ...signIn };
    },
    async passwordLink() {
      const { id } = await account();
      const document = `mutation { issuePasswordLink(userId: "${id}") { token } }`;
      const { issuePasswordLink } = await run<{ issuePasswordLink: { token: string } }>(
        document,
        {},
        viewers.administrator,
      );
      return issuePasswordLink.token;
    },
  });

  describeAccess({
    sdl: readFileSync(new URL('../../schema/users.graphql', import.meta.url), 'utf8'),
    table: TABLE,
    stage: () => ({ subgraph, world: world(), viewers }),
  });
});
