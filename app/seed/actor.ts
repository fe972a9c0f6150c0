import { v7 as uuidv7 } from 'uuid';
import { z } from 'zod';

import type { Viewer } from '../../kernel/auth/index.ts';
import type { SubgraphName } from '../../kernel/config/index.ts';
import { AppError } from '../../kernel/errors/index.ts';
import { readReply, type SubgraphCaller } from '../../kernel/transport/index.ts';

/** What is asked of which part of the graph. */
export interface Deed<Data> {
  readonly of: SubgraphName;
  readonly document: string;
  readonly variables?: object;
  readonly answer: z.ZodType<Data>;
}

/** Does something as somebody, by the same calls as the gateway's. @throws what the subgraph answers instead. */
export type Act = <Data>(viewer: Viewer, deed: Deed<Data>) => Promise<Data>;

const BUDGET_MS = 30_000;
const replySchema = z.object({ data: z.unknown(), errors: z.array(z.object({ message: z.string() })).optional() });

export function actorsOf(caller: (name: SubgraphName) => SubgraphCaller | undefined): Act {
  return async (viewer, { of, document, variables = {}, answer }) => {
    const subgraph = caller(of);
    if (subgraph === undefined) throw new AppError('SUBGRAPH_UNAVAILABLE', { message: `${of} is switched off.` });
    const envelope = { viewer, contract: 'graphql', requestId: uuidv7(), budgetMs: BUDGET_MS } as const;
    const body = JSON.stringify({ query: document, variables });
    const { data, errors } = readReply(await subgraph.call('/graphql', body, envelope), replySchema);
    if (errors !== undefined) throw new Error(`${of}: ${errors.map(({ message }) => message).join(' ')}`);
    return answer.parse(data);
  };
}
