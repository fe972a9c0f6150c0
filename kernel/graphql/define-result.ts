import { createUnionType, type ClassType } from 'type-graphql';

/**
 * Declares the union of what a mutation may answer: one type for each kind of outcome that its service has. The
 * compiler misses none where the kinds are given: `defineResult<PlaceOrderOutcome['kind']>(…)`.
 */
export function defineResult<Kind extends string>(name: string, types: Readonly<Record<Kind, ClassType>>): object {
  return createUnionType({
    name,
    types: () => Object.values<ClassType>(types),
    resolveType: (outcome) => types[(outcome as { readonly kind: Kind }).kind],
  });
}
