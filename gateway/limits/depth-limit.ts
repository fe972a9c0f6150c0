import {
  GraphQLError,
  Kind,
  type ASTVisitor,
  type FragmentDefinitionNode,
  type SelectionSetNode,
  type ValidationContext,
} from 'graphql';

import { AppError } from '../../kernel/errors/index.ts';

/**
 * A validation rule that refuses operations nested deeper than `limit`, fragments expanded. Introspection
 * counts like anything else. Each fragment is measured once, so that the rule is linear in the document.
 */
export function depthLimit(limit: number): (context: ValidationContext) => ASTVisitor {
  return (context) => {
    const measured = new Map<string, number>();

    const depthOfFragment = (name: string): number => {
      const known = measured.get(name);
      if (known !== undefined) return known;
      // A fragment that spreads itself is refused by another rule; here it must only end.
      measured.set(name, 0);
      const fragment: FragmentDefinitionNode | null | undefined = context.getFragment(name);
      const depth = fragment ? depthOf(fragment.selectionSet) : 0;
      measured.set(name, depth);
      return depth;
    };

    const depthOf = (set: SelectionSetNode): number => {
      let deepest = 0;
      for (const selection of set.selections) {
        if (selection.kind === Kind.FRAGMENT_SPREAD) deepest = Math.max(deepest, depthOfFragment(selection.name.value));
        else if (selection.kind === Kind.INLINE_FRAGMENT) deepest = Math.max(deepest, depthOf(selection.selectionSet));
        else deepest = Math.max(deepest, 1 + (selection.selectionSet ? depthOf(selection.selectionSet) : 0));
      }
      return deepest;
    };

    return {
      OperationDefinition(operation) {
        const depth = depthOf(operation.selectionSet);
        if (depth <= limit) return;
        const error = new AppError('OPERATION_TOO_LARGE', {
          message: `The operation is ${depth} levels deep; ${limit} are allowed.`,
        });
        context.reportError(new GraphQLError(error.message, { nodes: operation, extensions: { limit: error.code } }));
      },
    };
  };
}
