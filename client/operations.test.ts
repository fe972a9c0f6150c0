import { globSync, readFileSync } from 'node:fs';

import { buildSchema, isUnionType, Kind, parse, TypeInfo, visit, visitWithTypeInfo } from 'graphql';
import { describe, expect, it } from 'vitest';

const schema = buildSchema(readFileSync(new URL('../schema/api.graphql', import.meta.url), 'utf8'));
const files = globSync('operations/*.graphql', { cwd: import.meta.dirname });

/** What only old doors answer. */
const NEVER_HERE = new Set(['AccountCreated']);

/** The members of result unions that an operation does not look at, such as `SignIn: BadCredentials`. */
function overlooked(text: string): readonly string[] {
  const types = new TypeInfo(schema);
  const found: string[] = [];
  let operation = '';
  visit(
    parse(text),
    visitWithTypeInfo(types, {
      OperationDefinition(node) {
        operation = node.name?.value ?? '';
      },
      SelectionSet(node) {
        const type = types.getParentType();
        if (!isUnionType(type)) return;
        const seen = node.selections.map((part) =>
          part.kind === Kind.INLINE_FRAGMENT ? part.typeCondition?.name.value : undefined,
        );
        const missing = type.getTypes().filter(({ name }) => !seen.includes(name) && !NEVER_HERE.has(name));
        found.push(...missing.map(({ name }) => `${operation}: ${name}`));
      },
    }),
  );
  return found;
}

describe('the operations of the client', () => {
  it.each(files)('ask for every outcome there is: %s', (file) => {
    expect(overlooked(readFileSync(new URL(file, import.meta.url), 'utf8'))).toEqual([]);
  });

  it('would not pass with an outcome left out', () => {
    const text = 'mutation Out { signIn(input: { login: "a", password: "b" }) { ... on SignedIn { sessionId } } }';
    expect(overlooked(text)).toEqual(['Out: BadCredentials']);
  });
});
