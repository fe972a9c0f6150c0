import {
  execute,
  getOperationAST,
  GraphQLError,
  OperationTypeNode,
  parse,
  validate,
  type DocumentNode,
  type GraphQLFormattedError,
  type GraphQLSchema,
} from 'graphql';

import { AppError, toAppError } from '../errors/index.ts';
import { createDocumentCache } from './document-cache.ts';

export interface GraphQLRequest {
  readonly query: string;
  readonly variables?: Readonly<Record<string, unknown>> | null | undefined;
  readonly operationName?: string | null | undefined;
}

export interface GraphQLReply {
  readonly data?: Record<string, unknown> | null;
  readonly errors?: readonly GraphQLFormattedError[];
}

/** Characters of the documents kept; thousands of what the gateway's plans produce. */
const CACHE_CAPACITY = 1_000_000;

/**
 * Runs queries against one schema, parsing and validating each distinct text once. Errors leave as
 * registered codes; `onError` sees the cause.
 */
export function executor(schema: GraphQLSchema, onError: (error: AppError) => void) {
  const documents = createDocumentCache(CACHE_CAPACITY);

  const prepare = (query: string): DocumentNode => {
    const known = documents.find(query);
    if (known !== undefined) return known;
    const document = parse(query, { noLocation: true });
    const [problem] = validate(schema, document);
    if (problem !== undefined)
      throw new AppError('GRAPHQL_VALIDATION_FAILED', { message: problem.message, cause: problem });
    documents.keep(query, document);
    return document;
  };

  const encode = (error: GraphQLError): GraphQLFormattedError => {
    const appError = toAppError(error);
    onError(appError);
    return {
      message: appError.message,
      ...(error.path === undefined ? {} : { path: error.path }),
      extensions: appError.extensions,
    };
  };

  return async ({ query, variables, operationName }: GraphQLRequest, contextValue: unknown): Promise<GraphQLReply> => {
    const document = prepare(query);
    if (getOperationAST(document, operationName)?.operation === OperationTypeNode.SUBSCRIPTION)
      throw new AppError('BAD_REQUEST', { message: 'Subscriptions are served by the gateway.' });
    const result = await execute({
      schema,
      document,
      contextValue,
      variableValues: variables ?? null,
      operationName: operationName ?? null,
    });
    const { data, errors } = result;
    return { ...(data === undefined ? {} : { data }), ...(errors === undefined ? {} : { errors: errors.map(encode) }) };
  };
}
