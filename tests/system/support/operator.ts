import { OPERATOR } from '../../../kernel/auth/index.ts';
import { createSigner } from '../../../kernel/envelope/index.ts';
import { createHttpTransport, createSubgraphCaller } from '../../../kernel/transport/index.ts';
import type { Topology } from './topology.ts';

/** Makes a user an administrator, as the command of whoever holds the signing key does. */
export async function promote({ subgraphs, signingKey }: Topology, userId: string): Promise<void> {
  const transport = createHttpTransport(subgraphs.users.url);
  const users = createSubgraphCaller(transport, createSigner(signingKey, 'users'));
  const query =
    'mutation ($input: SetUserRolesInput!) { setUserRoles(input: $input) { ... on UserChanged { user { roles } } } }';
  const body = JSON.stringify({ query, variables: { input: { userId, roles: ['ADMIN'] } } });
  const reply = await users.call('/graphql', body, {
    viewer: OPERATOR,
    contract: 'graphql',
    requestId: 'promote',
    budgetMs: 5_000,
  });
  await transport.close();
  if (!reply.body.includes('"ADMIN"')) throw new Error(`not promoted: ${reply.body}`);
}
