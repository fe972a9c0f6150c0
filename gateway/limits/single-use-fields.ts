import { GraphQLError, type ASTVisitor, type ValidationContext } from 'graphql';

import { AppError } from '../../kernel/errors/index.ts';

/** Fields behind which a secret is checked: many in one document would be guesses at the price of one request. */
const SINGLE_USE: ReadonlySet<string> = new Set([
  'signIn',
  'register',
  'refreshTokens',
  'changePassword',
  'setPassword',
  'deleteMyAccount',
]);

/** A validation rule that allows each password-checking field once in a document, whatever its aliases. */
export function singleUseFields(context: ValidationContext): ASTVisitor {
  let used = 0;
  return {
    Field(field) {
      if (!SINGLE_USE.has(field.name.value) || context.getParentType() !== context.getSchema().getMutationType())
        return;
      used += 1;
      if (used < 2) return;
      const error = new AppError('OPERATION_TOO_LARGE', {
        message: `A document may use one of ${[...SINGLE_USE].join(', ')}, once.`,
      });
      context.reportError(new GraphQLError(error.message, { nodes: field, extensions: { limit: error.code } }));
    },
  };
}
