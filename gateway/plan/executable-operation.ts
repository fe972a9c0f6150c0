import type { ApolloServerPlugin } from '@apollo/server';
import { GraphQLError, OperationTypeNode, type GraphQLSchema, type OperationDefinitionNode } from 'graphql';

import { AppError } from '../../kernel/errors/index.ts';
import type { RequestScope } from '../request-scope.ts';

/**
 * Refuses, as a bad request, what the planner would fail on: a document is valid also without an operation to run. A
 * subscription is handed to whoever can stream; it is then refused all the same, since there is no plan for it.
 */
export function executableOperation({
  hasStreams,
}: {
  readonly hasStreams: boolean;
}): ApolloServerPlugin<RequestScope> {
  return {
    requestDidStart: () =>
      Promise.resolve({
        didResolveOperation({ document, operation, schema, contextValue }) {
          if (hasStreams && operation?.operation === OperationTypeNode.SUBSCRIPTION)
            contextValue.takeSubscription?.({ document, operation, schema });
          const problem =
            problemOf(operation, schema, contextValue) ??
            (operation?.operation === OperationTypeNode.SUBSCRIPTION ? subscriptionProblem(hasStreams) : undefined);
          if (problem === undefined) return Promise.resolve();
          const { entry, extensions, message } = problem;
          throw new GraphQLError(message, { extensions: { ...extensions, http: { status: entry.status } } });
        },
      }),
  };
}

const HOW_TO_SUBSCRIBE =
  'Subscribe over a WebSocket at this address (subprotocol graphql-transport-ws), or with Accept: text/event-stream.';

function problemOf(
  operation: OperationDefinitionNode | undefined,
  schema: GraphQLSchema,
  { isReadOnly = false }: RequestScope,
): AppError | undefined {
  if (operation === undefined) return new AppError('BAD_REQUEST', { message: 'Name one operation of the document.' });
  const kind = operation.operation;
  if (schema.getRootType(kind) == null) return new AppError('BAD_REQUEST', { message: `No ${kind} is served here.` });
  if (kind === OperationTypeNode.MUTATION && isReadOnly)
    return new AppError('METHOD_NOT_ALLOWED', { message: 'Mutations are sent with POST.' });
  return undefined;
}

function subscriptionProblem(hasStreams: boolean): AppError {
  if (hasStreams) return new AppError('NOT_ACCEPTABLE', { message: HOW_TO_SUBSCRIBE });
  return new AppError('BAD_REQUEST', { message: 'No subscription is served here.' });
}
