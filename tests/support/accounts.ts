import { v7 as uuidv7 } from 'uuid';

import { ANONYMOUS, OPERATOR, type Contract, type Role, type Viewer } from '../../kernel/auth/index.ts';
import { countStatements, type TestReply, type TestSubgraph } from './open-test-subgraph.ts';

/** What a test knows of an account. */
export interface TestAccount {
  readonly id: string;
  readonly username: string;
  /** The account itself, signed in. */
  readonly viewer: Viewer & { readonly kind: 'user' };
}

const CREATE =
  'mutation ($input: RegisterInput!) { register(input: $input) { __typename ... on AccountCreated { user { id } } } }';
const SERVICE: Viewer = { kind: 'service', name: 'test' };
let made = 0;

/** Runs a document at one door. */
export async function queryAt(
  users: TestSubgraph,
  contract: Contract,
  { document, variables = {}, viewer = ANONYMOUS }: { document: string; variables?: object; viewer?: Viewer },
): Promise<TestReply> {
  const envelope = { viewer, contract, requestId: uuidv7(), budgetMs: 10_000 };
  const { body } = await users.caller.call('/graphql', JSON.stringify({ query: document, variables }), envelope);
  return JSON.parse(body) as TestReply;
}

/** Opens an account without a password, which takes no time; what is given beyond its user name is set as its profile. */
export async function makeAccount(
  users: TestSubgraph,
  profile: Readonly<Record<string, unknown>> = {},
  roles: readonly Role[] = [],
): Promise<TestAccount> {
  const username = `somebody-${++made}`;
  const input = { username, firstName: 'Some', lastName: 'Body', birthday: '1990-02-28' };
  const { data } = (await queryAt(users, 'mz', {
    document: CREATE,
    variables: { input },
    viewer: SERVICE,
  })) as TestReply<{
    register: { user: { id: string } };
  }>;
  const { id } = data.register.user;
  if (Object.keys(profile).length > 0) await asOperator(users, UPDATE, { input: { userId: id, profile } });
  if (roles.length > 0) await asOperator(users, SET_ROLES, { input: { userId: id, roles } });
  const name = typeof profile['username'] === 'string' ? profile['username'] : username;
  return { id, username: name, viewer: { kind: 'user', id, roles: ['USER', ...roles] } };
}

const UPDATE = `mutation ($input: UpdateUserInput!) {
  updateUser(input: $input) { __typename ... on InvalidProfile { problems { field message } } ... on LoginTaken { field } }
}`;
const SET_ROLES = 'mutation ($input: SetUserRolesInput!) { setUserRoles(input: $input) { __typename } }';

async function asOperator(
  users: TestSubgraph,
  document: string,
  variables: Readonly<Record<string, unknown>>,
): Promise<void> {
  const { data, errors } = (await users.query(document, variables, OPERATOR)) as TestReply<
    Record<string, { __typename: string }>
  >;
  const done = ['ProfileUpdated', 'UserChanged'];
  const kind = Object.values(data)[0]?.__typename;
  if (kind === undefined || !done.includes(kind)) throw new Error(JSON.stringify({ data, errors }));
}

/** How many statements a piece of work sends, without those that users sends by itself every few seconds. */
export async function ownStatements(work: () => Promise<unknown>): Promise<number> {
  const counts = [await countStatements(work), await countStatements(work), await countStatements(work)];
  return Math.min(...counts);
}
