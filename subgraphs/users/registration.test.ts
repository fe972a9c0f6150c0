import { afterAll, beforeAll, describe, expect, it } from 'vitest';

import { CONTRACTS, type Contract, type Viewer } from '../../kernel/auth/index.ts';
import { queryAt } from '../../tests/support/accounts.ts';
import {
  openTestSubgraph,
  SOME_TEXT,
  type TestReply,
  type TestSubgraph,
} from '../../tests/support/open-test-subgraph.ts';
import { users } from './module.ts';

const REGISTER = `mutation ($input: RegisterInput!) {
  register(input: $input) {
    __typename
    ... on Registered { accessToken user { id } }
    ... on AccountCreated { user { id number email username name firstName lastName birthday roles paidAccess isActive } }
    ... on LoginTaken { field }
    ... on InvalidRegistration { problems { field message } }
  }
}`;
const SERVICE: Viewer = { kind: 'service', name: 'an old server' };

type Input = Readonly<Record<string, unknown>>;
interface RegisterReply {
  readonly register: {
    readonly __typename: string;
    readonly user?: object;
    readonly field?: string;
    readonly problems?: readonly { readonly field: string }[];
  };
}

let made = 0;
/** What the clients of each door send, no more than they have to. */
const LEAST: Readonly<Record<Contract, () => Input>> = {
  graphql: () => ({ email: `g${++made}@example.org`, password: 'quite a long one' }),
  octo: () => ({ email: `octo ${++made}`, password: '' }),
  msgr: () => ({ username: `m ${++made}`, password: 'p' }),
  kpo: () => ({ username: `k ${++made}`, email: `k${++made}@example.org`, password: '1' }),
  trp: () => ({ email: `trp ${++made}`, password: '123456', name: 'T' }),
  mz: () => ({ username: `mz ${++made}`, firstName: 'Мария', lastName: 'Zz', birthday: '9999-12-31' }),
};

describe('registration', () => {
  let subgraph: TestSubgraph;
  beforeAll(async () => {
    subgraph = await openTestSubgraph(users);
  });
  afterAll(() => subgraph.close());

  const register = async (contract: Contract, input: Input, viewer?: Viewer) => {
    const asService = contract === 'mz' ? SERVICE : undefined;
    const by = viewer ?? asService;
    return (await queryAt(subgraph, contract, {
      document: REGISTER,
      variables: { input },
      ...(by === undefined ? {} : { viewer: by }),
    })) as TestReply<RegisterReply>;
  };

  it.each(CONTRACTS)('opens an account at the door %s for what its clients send', async (contract) => {
    const { data, errors } = await register(contract, LEAST[contract]());
    expect(errors).toBeUndefined();
    expect(data.register.__typename).toBe(['graphql', 'octo'].includes(contract) ? 'Registered' : 'AccountCreated');
    expect(data.register.user).toBeDefined();
  });

  it('keeps what it is told', async () => {
    const input = { username: 'Ada Lovelace', firstName: 'Ada', lastName: 'King', birthday: '1815-12-10' };
    const { data } = await register('mz', { ...input, name: 'Countess' });
    expect(data.register.user).toMatchObject({
      ...input,
      name: 'Countess',
      email: null,
      roles: ['USER'],
      paidAccess: false,
      isActive: true,
    });
  });

  const X = (length: number) => 'x'.repeat(length);
  it.each<[Contract, string, Input, readonly string[]]>([
    ['graphql', 'nothing at all', { email: null, password: null }, ['email', 'password']],
    ['graphql', 'no password', { password: null }, ['password']],
    ['graphql', 'no address where there is one', { email: 'x' }, ['email']],
    ['graphql', 'a user name with a space', { username: 'a b c' }, ['username']],
    ['graphql', 'a short user name', { username: 'ab' }, ['username']],
    [
      'graphql',
      'a password with the user name in it',
      { username: 'lovelace', password: 'my Lovelace 1815' },
      ['password'],
    ],
    ['graphql', 'a birthday to come', { birthday: '2999-01-01' }, ['birthday']],
    ['graphql', 'an over-long name', { name: X(256) }, ['name']],
    ['graphql', 'a blank first name', { firstName: ' ' }, ['firstName']],
    ['graphql', 'a last name that cannot be stored', { lastName: 'a\0' }, ['lastName']],
    ['octo', 'no address', { email: null }, ['email']],
    ['octo', 'no password', { password: null }, ['password']],
    ['octo', 'an over-long address', { email: X(321) }, ['email']],
    ['octo', 'an address that cannot be stored', { email: '\ud800' }, ['email']],
    ['octo', 'an over-long password', { password: X(1_025) }, ['password']],
    ['msgr', 'no user name', { username: null }, ['username']],
    ['msgr', 'an over-long user name', { username: X(256) }, ['username']],
    ['msgr', 'no password', { password: null }, ['password']],
    ['kpo', 'no user name', { username: null }, ['username']],
    ['kpo', 'no address', { email: null }, ['email']],
    ['kpo', 'an address that is none', { email: 'k' }, ['email']],
    ['kpo', 'an over-long address', { email: `${X(250)}@example.org` }, ['email']],
    ['kpo', 'an empty password', { password: '' }, ['password']],
    ['kpo', 'an over-long password', { password: X(129) }, ['password']],
    ['trp', 'no name', { name: null }, ['name']],
    ['trp', 'an empty address', { email: '' }, ['email']],
    ['trp', 'a short password', { password: '12345' }, ['password']],
    ['mz', 'a short user name', { username: 'abc' }, ['username']],
    ['mz', 'an over-long user name', { username: X(21) }, ['username']],
    ['mz', 'a short first name', { firstName: 'a' }, ['firstName']],
    ['mz', 'an over-long last name', { lastName: X(41) }, ['lastName']],
    ['mz', 'no birthday', { birthday: null }, ['birthday']],
    ['mz', 'a year that no calendar has', { birthday: '0000-01-01' }, ['birthday']],
  ])('at the door %s refuses %s and names the field', async (contract, _what, fault, fields) => {
    const { data, errors } = await register(contract, { ...LEAST[contract](), ...fault });
    expect(errors).toBeUndefined();
    expect(data.register).toEqual({
      __typename: 'InvalidRegistration',
      problems: fields.map((field) => ({ field, message: SOME_TEXT })),
    });
  });

  it.each(['2000-02-30', '2000-1-1', 'yesterday', '', 20000101])('takes %j for no date', async (birthday) => {
    const { errors } = await register('graphql', { ...LEAST.graphql(), birthday });
    expect(errors).toMatchObject([
      { message: expect.stringContaining('input.birthday'), extensions: { code: 'BAD_USER_INPUT' } },
    ]);
  });

  it('opens accounts at the door of services for services only', async () => {
    const person: Viewer = { kind: 'user', id: crypto.randomUUID(), roles: ['USER', 'ADMIN'] };
    expect((await register('mz', LEAST.mz(), person)).errors).toMatchObject([{ extensions: { code: 'FORBIDDEN' } }]);
    expect((await register('mz', LEAST.mz(), { kind: 'anonymous' })).errors).toMatchObject([
      { extensions: { code: 'UNAUTHENTICATED' } },
    ]);
  });

  it('takes an e-mail address once over all doors, whatever its case', async () => {
    const email = `Shared${++made}@Example.org`;
    await register('trp', { ...LEAST.trp(), email });
    for (const contract of ['graphql', 'octo', 'kpo', 'trp'] as const) {
      const { data } = await register(contract, { ...LEAST[contract](), email: email.toLowerCase() });
      expect(data.register).toEqual({ __typename: 'LoginTaken', field: 'email' });
    }
  });

  it('takes a user name once over all doors', async () => {
    const username = `shared-${++made}`;
    await register('msgr', { ...LEAST.msgr(), username });
    for (const contract of ['graphql', 'msgr', 'kpo', 'mz'] as const) {
      const { data } = await register(contract, { ...LEAST[contract](), username });
      expect(data.register).toEqual({ __typename: 'LoginTaken', field: 'username' });
    }
  });

  it('tells user names by their case at the old doors, and refuses look-alikes at its own', async () => {
    const username = `Alike-${++made}`;
    expect((await register('msgr', { ...LEAST.msgr(), username })).data.register.__typename).toBe('AccountCreated');
    const other = username.toUpperCase();
    expect((await register('mz', { ...LEAST.mz(), username: other })).data.register.__typename).toBe('AccountCreated');
    const own = await register('graphql', { ...LEAST.graphql(), username: username.toLowerCase() });
    expect(own.data.register).toEqual({ __typename: 'LoginTaken', field: 'username' });
  });

  it('gives one of many look-alikes the name that all ask for at once', async () => {
    const username = `Crowd-${++made}`;
    const cases = [username, username.toLowerCase(), username.toUpperCase(), username.replace('o', 'O')];
    const replies = await Promise.all(cases.map((name) => register('graphql', { ...LEAST.graphql(), username: name })));
    const kinds = replies.map(({ data }) => data.register.__typename);
    expect(kinds.toSorted()).toEqual(['LoginTaken', 'LoginTaken', 'LoginTaken', 'Registered']);
  });
});
