import { registerEnumType } from 'type-graphql';

/** Declares a GraphQL enum of the values that the core already names; its name is unique over the graph. */
export function defineEnum<const V extends string>(
  name: string,
  values: readonly V[],
  description: string,
): { readonly [K in V]: K } {
  const type = Object.fromEntries(values.map((value) => [value, value])) as { readonly [K in V]: K };
  registerEnumType(type, { name, description });
  return type;
}
