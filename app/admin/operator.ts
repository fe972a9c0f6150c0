import { v7 as uuidv7 } from 'uuid';
import { z } from 'zod';

import { OPERATOR } from '../../kernel/auth/index.ts';
import { readReply, type SubgraphCaller } from '../../kernel/transport/index.ts';

/** Runs documents in the users subgraph on behalf of whoever holds the signing key. */
export type Operator = <Data>(query: string, variables: object, data: z.ZodType<Data>) => Promise<Data>;

/** What keeps a command from being carried out, in words for whoever gave it. */
export class Refused extends Error {
  override readonly name = 'Refused';
}

const BUDGET_MS = 10_000;

const replySchema = z.object({
  data: z.unknown(),
  errors: z.array(z.object({ message: z.string() })).optional(),
});

export function operatorOf(users: SubgraphCaller): Operator {
  return async (query, variables, data) => {
    const envelope = { viewer: OPERATOR, contract: 'graphql', requestId: uuidv7(), budgetMs: BUDGET_MS } as const;
    const reply = readReply(await users.call('/graphql', JSON.stringify({ query, variables }), envelope), replySchema);
    if (reply.errors !== undefined) throw new Refused(reply.errors.map(({ message }) => message).join(' '));
    return data.parse(reply.data);
  };
}
