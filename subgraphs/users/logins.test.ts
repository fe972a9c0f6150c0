import { afterAll, beforeAll, describe, expect, it } from 'vitest';

import { OPERATOR, type Contract } from '../../kernel/auth/index.ts';
import { queryAt } from '../../tests/support/accounts.ts';
import { openTestSubgraph, type TestReply, type TestSubgraph } from '../../tests/support/open-test-subgraph.ts';
import { users } from './module.ts';

const REGISTER = `mutation ($input: RegisterInput!) {
  register(input: $input) {
    __typename ... on Registered { user { id } } ... on AccountCreated { user { id } } ... on LoginTaken { field }
  }
}`;
const SIGN_IN = `mutation ($login: String!, $password: String!) {
  signIn(input: { login: $login, password: $password }) { __typename ... on SignedIn { user { id } } }
}`;
const PASSWORD = 'quite a long one';
const OTHER = 'quite another one';

interface Answer {
  readonly __typename: string;
  readonly user: { readonly id: string };
}

describe('a login', () => {
  let subgraph: TestSubgraph;
  beforeAll(async () => {
    subgraph = await openTestSubgraph(users);
  });
  afterAll(() => subgraph.close());

  const register = async (contract: Contract, input: object): Promise<Answer> =>
    (
      (await queryAt(subgraph, contract, { document: REGISTER, variables: { input } })) as TestReply<{
        register: Answer;
      }>
    ).data.register;
  const signIn = async (contract: Contract, login: string, password: string): Promise<Answer> => {
    const reply = await queryAt(subgraph, contract, { document: SIGN_IN, variables: { login, password } });
    return (reply as TestReply<{ signIn: Answer }>).data.signIn;
  };

  it('that is an address means its owner, not who took it for a user name at an old door', async () => {
    const email = 'boss@example.org';
    const owner = await register('graphql', { email, password: PASSWORD });
    const copycat = await register('msgr', { username: email, password: OTHER });
    expect(await signIn('graphql', 'BOSS@example.org', PASSWORD)).toMatchObject({ user: owner.user });
    expect(await signIn('graphql', email, PASSWORD)).toMatchObject({ user: owner.user });
    expect(await signIn('graphql', email, OTHER)).toEqual({ __typename: 'BadCredentials' });
    const found = await subgraph.query(
      'query ($login: String!) { userByLogin(login: $login) { id } }',
      { login: email },
      OPERATOR,
    );
    expect(found.data).toEqual({ userByLogin: owner.user });
    expect(await signIn('msgr', email, OTHER)).toMatchObject({ user: copycat.user });
  });

  it('that is a user name means its owner, not who took it for an address at an old door', async () => {
    const owner = await register('graphql', { username: 'anybody', password: PASSWORD });
    const copycat = await register('octo', { email: 'anybody', password: OTHER });
    expect(await signIn('graphql', 'anybody', PASSWORD)).toMatchObject({ user: owner.user });
    expect(await signIn('octo', 'anybody', OTHER)).toMatchObject({ user: copycat.user });
  });

  it('is named right where it is taken, whatever it says', async () => {
    const account = { username: 'user_account_email', password: PASSWORD };
    await register('msgr', account);
    expect(await register('msgr', account)).toEqual({ __typename: 'LoginTaken', field: 'username' });
  });
});
