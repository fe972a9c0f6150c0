import type { GraphQLDataSource } from '@apollo/gateway';
import { GraphQLError } from 'graphql';
import { Pool } from 'undici';

import { AppError, toAppError } from '../../kernel/errors/index.ts';
import type { RequestScope } from '../request-scope.ts';
import type { ObserveCall } from './subgraph-data-source.ts';

type Reply = Awaited<ReturnType<GraphQLDataSource['process']>>;

const CONNECTIONS = 64;

export interface ForeignDataSource extends GraphQLDataSource<RequestScope> {
  close(): Promise<void>;
}

export interface ForeignSourceOptions {
  readonly name: string;
  readonly url: string;
  /** Names of the client's headers that travel on. */
  readonly forward: readonly string[];
  readonly observe: ObserveCall;
}

/** Sends the plan's fetches to a subgraph that is not ours: no envelope, only the headers that the settings name. */
export function createForeignDataSource({ name, url, forward, observe }: ForeignSourceOptions): ForeignDataSource {
  const { origin, pathname, search } = new URL(url);
  const pool = new Pool(origin, { connections: CONNECTIONS, pipelining: 1, connect: { timeout: 2_000 } });
  const names = forward.map((header) => header.toLowerCase());

  const send = async (body: string, scope: RequestScope): Promise<Reply> => {
    const headers: Record<string, string | string[]> = {
      'content-type': 'application/json',
      accept: 'application/json',
      'x-request-id': scope.requestId,
    };
    for (const header of names) {
      const value = scope.headers[header];
      if (value !== undefined) headers[header] = typeof value === 'string' ? value : [...value];
    }
    const budgetMs = scope.deadline - Date.now();
    if (budgetMs <= 0) throw new AppError('DEADLINE_EXCEEDED');
    const reply = await pool.request({
      method: 'POST',
      path: pathname + search,
      headers,
      body,
      signal: AbortSignal.timeout(Math.ceil(budgetMs)),
    });
    return parseReply(await reply.body.text(), reply.statusCode);
  };

  return {
    async process({ request, context }) {
      const { query, variables, operationName } = request;
      const startedAt = performance.now();
      try {
        const reply = await send(JSON.stringify({ query, variables, operationName }), context as RequestScope);
        observe(name, (performance.now() - startedAt) / 1000);
        return reply;
      } catch (thrown) {
        const known = toAppError(thrown);
        const error = known.code === 'INTERNAL' ? new AppError('SUBGRAPH_UNAVAILABLE', { cause: thrown }) : known;
        observe(name, (performance.now() - startedAt) / 1000, error);
        throw new GraphQLError(error.message, { extensions: error.extensions, originalError: error });
      }
    },
    close: () => pool.close(),
  };
}

function parseReply(body: string, status: number): Reply {
  try {
    const reply: unknown = JSON.parse(body);
    if (typeof reply === 'object' && reply !== null && ('data' in reply || 'errors' in reply)) return reply as Reply;
  } catch (error) {
    throw new AppError('SUBGRAPH_UNAVAILABLE', {
      cause: new Error(`answered ${status} without JSON`, { cause: error }),
    });
  }
  throw new AppError('SUBGRAPH_UNAVAILABLE', { cause: new Error(`answered ${status} without data or errors`) });
}
