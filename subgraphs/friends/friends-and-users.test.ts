import { afterAll, beforeAll, describe, expect, it } from 'vitest';

import { openTestSubgraph, type TestReply, type TestSubgraph } from '../../tests/support/open-test-subgraph.ts';
import { users } from '../users/module.ts';
import type { Person } from './friends.suite.ts';
import { friends } from './module.ts';

describe('friends beside the owner of users', () => {
  let accounts: TestSubgraph;
  let subgraph: TestSubgraph;
  beforeAll(async () => {
    accounts = await openTestSubgraph(users);
    subgraph = await openTestSubgraph(friends, { peers: { users: accounts } });
  });
  afterAll(() => Promise.all([subgraph.close(), accounts.close()]));

  const register = async (email: string): Promise<Person> => {
    const { data } = (await accounts.query(
      'mutation ($input: RegisterInput!) { register(input: $input) { ... on Registered { user { id } } } }',
      { input: { email, password: 'quite a long one' } },
    )) as TestReply<{ register: { user: { id: string } } }>;
    return { kind: 'user', id: data.register.user.id, roles: ['USER'] };
  };

  it('are with accounts that are registered there', async () => {
    const [ann, bob] = [await register('ann@example.org'), await register('bob@example.org')];
    const request = 'mutation ($id: ID!) { requestFriendship(input: { userId: $id }) { __typename } }';
    const answerTo = async (id: string) => (await subgraph.query(request, { id }, ann)).data;
    expect(await answerTo(bob.id.toUpperCase())).toEqual({ requestFriendship: { __typename: 'FriendshipRequested' } });
    expect(await answerTo(ann.id)).toEqual({ requestFriendship: { __typename: 'SelfFriendship' } });
    expect(await answerTo(crypto.randomUUID())).toEqual({ requestFriendship: { __typename: 'UserNotFound' } });
  });
});
