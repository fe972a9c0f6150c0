import type { ApolloServerPlugin } from '@apollo/server';
import { GraphQLError, OperationTypeNode, type GraphQLSchema, type OperationDefinitionNode } from 'graphql';

import { AppError } from '../../kernel/errors/index.ts';
import type { RequestScope } from '../request-scope.ts';

/** Refuses, as a bad request, what the planner would fail on: a document is valid also without an operation to run. */
export const executableOperation: ApolloServerPlugin<RequestScope> = {
  requestDidStart: () =>
    Promise.resolve({
      didResolveOperation({ operation, schema }) {
        const problem = problemOf(operation, schema);
        if (problem === undefined) return Promise.resolve();
        const { entry, extensions, message } = new AppError('BAD_REQUEST', { message: problem });
        throw new GraphQLError(message, { extensions: { ...extensions, http: { status: entry.status } } });
      },
    }),
};

function problemOf(operation: OperationDefinitionNode | undefined, schema: GraphQLSchema): string | undefined {
  if (operation === undefined) return 'Name one operation of the document.';
  const kind = operation.operation;
  if (kind === OperationTypeNode.SUBSCRIPTION || schema.getRootType(kind) == null) return `No ${kind} is served here.`;
  return undefined;
}
