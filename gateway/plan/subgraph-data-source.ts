import type { GraphQLDataSource, GraphQLDataSourceProcessOptions } from '@apollo/gateway';
import { GraphQLError } from 'graphql';
import { z } from 'zod';

import { toAppError, type AppError } from '../../kernel/errors/index.ts';
import { readReply, type SubgraphCaller } from '../../kernel/transport/index.ts';
import type { RequestScope } from '../request-scope.ts';

type Process = GraphQLDataSourceProcessOptions<RequestScope>;
type Reply = Awaited<ReturnType<GraphQLDataSource['process']>>;

const replySchema = z.object({
  data: z.record(z.string(), z.unknown()).nullish(),
  errors: z.array(z.looseObject({ message: z.string() })).optional(),
});

/** Told of every call: to which subgraph, how long it took, and why it failed if it did. */
export type ObserveCall = (subgraph: string, seconds: number, error?: AppError) => void;

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
      const done = (error?: AppError): void => {
        observe(name, (performance.now() - startedAt) / 1000, error);
      };
      try {
        const envelope = { viewer, contract, requestId, budgetMs: Math.max(0, Math.floor(deadline - Date.now())) };
        const reply = await caller.call('/graphql', JSON.stringify({ query, variables, operationName }), envelope);
        const answer = readReply(reply, replySchema) as Reply;
        done();
        return answer;
      } catch (thrown) {
        const error = toAppError(thrown);
        done(error);
        throw new GraphQLError(error.message, { extensions: error.extensions, originalError: error });
      }
    },
  };
}

function scopeOf(options: Process): RequestScope {
  return options.context as RequestScope;
}
