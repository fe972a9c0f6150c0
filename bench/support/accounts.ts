import { createClient, RegisterDocument } from '../../client/index.ts';

const PASSWORD = 'a long enough one';

/** What one user sends to prove who they are: over GraphQL, and at the doors of the OCTO contract. */
export interface Tokens {
  readonly graphql: string;
  readonly octo: string;
}

/** Opens an account and signs it in at both doors. */
export async function openAccount(gatewayUrl: string, email: string): Promise<Tokens> {
  const client = createClient({ url: `${gatewayUrl}/graphql` });
  const { register } = await client.request(RegisterDocument, { input: { email, password: PASSWORD } });
  if (register.__typename !== 'Registered') throw new Error(`not registered: ${register.__typename}`);
  const form = new URLSearchParams({ username: email, password: PASSWORD });
  const reply = await fetch(`${gatewayUrl}/auth/login`, { method: 'POST', body: form });
  const octo = /octo_handler_user=([^;]+)/.exec(reply.headers.get('set-cookie') ?? '')?.[1];
  if (octo === undefined) throw new Error(`not signed in over REST: ${reply.status}`);
  return { graphql: register.accessToken, octo };
}
