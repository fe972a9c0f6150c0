import { Kind, type FieldNode, type GraphQLResolveInfo } from 'graphql';

const KNOWN = new Set(['id', '__typename']);

/** Whether the object of this field need not be read: only its id is wanted, which the parent has. */
export function asksOnlyForId({ fieldNodes }: Pick<GraphQLResolveInfo, 'fieldNodes'>): boolean {
  return fieldNodes.every(isOfId);
}

function isOfId({ selectionSet }: FieldNode): boolean {
  const selections = selectionSet?.selections ?? [];
  return selections.every((selection) => selection.kind === Kind.FIELD && KNOWN.has(selection.name.value));
}
