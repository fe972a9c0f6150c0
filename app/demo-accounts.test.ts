import { afterAll, beforeAll, describe, expect, it } from 'vitest';

import { OPERATOR } from '../kernel/auth/index.ts';
import type { SubgraphCaller } from '../kernel/transport/index.ts';
import { users as definition } from '../subgraphs/users/module.ts';
import { temporaryFolder } from '../tests/support/index.ts';
import { openTestSubgraph, type TestReply, type TestSubgraph } from '../tests/support/open-test-subgraph.ts';
import { ensureDemoAccounts } from './demo-accounts.ts';

interface SignedIn {
  readonly signIn: { readonly user: { readonly id: string; readonly roles: readonly string[]; paidAccess: boolean } };
}

/** A caller whose process is killed after so many calls. */
function killedAfter(calls: number, { caller }: TestSubgraph): SubgraphCaller {
  let made = 0;
  return {
    ...caller,
    call: (...call) => (made++ < calls ? caller.call(...call) : Promise.reject(new Error('killed'))),
  };
}

describe('the demo accounts', () => {
  let users: TestSubgraph;
  beforeAll(async () => {
    users = await openTestSubgraph(definition);
  });
  afterAll(() => users.close());

  const signIn = async (login: string, password: string): Promise<SignedIn['signIn']['user']> => {
    const answer = (await users.query(
      `mutation ($input: SignInInput!) { signIn(input: $input) { ... on SignedIn { user { id roles paidAccess } } } }`,
      { input: { login, password } },
    )) as TestReply<SignedIn>;
    return answer.data.signIn.user;
  };

  it('are finished by the next start when one was killed in the middle, and then left alone', async () => {
    const folder = temporaryFolder();
    for (const calls of [1, 4, 6])
      await expect(ensureDemoAccounts(killedAfter(calls, users), folder)).rejects.toThrow('killed');
    const { password } = await ensureDemoAccounts(users.caller, folder);
    expect(await signIn('admin', password)).toMatchObject({ roles: ['USER', 'ADMIN'], paidAccess: true });
    expect(await signIn('ada', password)).toMatchObject({ roles: ['USER'], paidAccess: false });
    const grace = await signIn('grace', password);
    expect(grace).toMatchObject({ roles: ['USER'], paidAccess: true });

    await users.query(
      `mutation { setPaidAccess(input: { userId: "${grace.id}", paidAccess: false }) { id } }`,
      {},
      OPERATOR,
    );
    expect(await ensureDemoAccounts(users.caller, folder)).toMatchObject({ password });
    expect(await signIn('grace', password)).toMatchObject({ paidAccess: false });
  });
});
