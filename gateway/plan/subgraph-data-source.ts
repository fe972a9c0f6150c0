import type { GraphQLDataSource, GraphQLDataSourceProcessOptions } from '@apollo/gateway';
import { GraphQLError } from 'graphql';
import { z } from 'zod';

import { AppError, toAppError } from '../../kernel/errors/index.ts';
import { readReply, type SubgraphCaller } from '../../kernel/transport/index.ts';
import type { RequestScope } from '../request-scope.ts';

type Process = GraphQLDataSourceProcessOptions<RequestScope>;
type Reply = Awaited<ReturnType<GraphQLDataSource['process']>>;

const replySchema = z.object({
  data: z.record(z.string(), z.unknown()).nullish(),
  errors: z.array(z.looseObject({ message: z.string() })).optional(),
});

/** Told the outcome of every call: the subgraph, a registered code or `ok`, and how long it took. */
export type ObserveCall = (subgraph: string, outcome: string, seconds: number) => void;

/** Sends the plan's fetches to one of our subgraphs as signed calls that carry the request's envelope. */
export function createSubgraphDataSource(
  name: string,
  caller: SubgraphCaller,
  observe: ObserveCall,
): GraphQLDataSource<RequestScope> {
  return {
    async process(options) {
      const { query, variables, operationName } = options.request;
      const { viewer, contract, requestId, deadline } = scopeOf(options);
      const startedAt = performance.now();
      const done = (outcome: string): void => {
        observe(name, outcome, (performance.now() - startedAt) / 1000);
      };
      try {
        const envelope = { viewer, contract, requestId, budgetMs: Math.max(0, Math.floor(deadline - Date.now())) };
        const reply = await caller.call('/graphql', JSON.stringify({ query, variables, operationName }), envelope);
        const answer = readReply(reply, replySchema) as Reply;
        done('ok');
        return answer;
      } catch (thrown) {
        const error = toAppError(thrown);
        done(error.code);
        throw new GraphQLError(error.message, { extensions: error.extensions, originalError: error });
      }
    },
  };
}

function scopeOf(options: Process): RequestScope {
  return options.context as RequestScope;
}
