import { registerEnumType } from 'type-graphql';

/** What an enum is for, and what its values mean where their names do not say it. */
interface EnumDescription<V extends string> {
  readonly type: string;
  readonly values: { readonly [K in V]?: string };
}

/** Declares a GraphQL enum of the values that the core already names; its name is unique over the graph. */
export function defineEnum<const V extends string>(
  name: string,
  values: readonly V[],
  description: string | EnumDescription<V>,
): { readonly [K in V]: K } {
  const type = Object.fromEntries(values.map((value) => [value, value])) as { readonly [K in V]: K };
  const described = typeof description === 'string' ? { type: description, values: {} } : description;
  registerEnumType(type, { name, description: described.type, valuesConfig: configOf<V>(described.values) });
  return type;
}

function configOf<V extends string>(descriptions: EnumDescription<V>['values']) {
  const rows = Object.entries<string | undefined>(descriptions).map(([value, description]) => [value, { description }]);
  return Object.fromEntries(rows) as { [K in V]?: { description: string } };
}
