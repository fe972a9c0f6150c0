import { buildSubgraphSchema } from '@apollo/subgraph';
import { parse, type GraphQLObjectType } from 'graphql';
import { expect, it } from 'vitest';

import type { Viewer } from '../../kernel/auth/index.ts';
import type { TestSubgraph } from '../support/open-test-subgraph.ts';
import { CALLERS, type AccessTable, type Caller } from './access-table.ts';
import { knockAtEntity, knockAtRoot } from './knock.ts';
import { fieldsOf, isRoot, objectTypes } from './schema-fields.ts';

export interface AccessOptions<World> {
  readonly sdl: string;
  readonly table: AccessTable<World>;
  /** Asked for when the tests run. */
  readonly stage: () => {
    readonly subgraph: TestSubgraph;
    readonly world: World;
    readonly viewers: Readonly<Record<Caller, Viewer>>;
  };
}

/** Generates a test for every field of a subgraph's schema: each caller gets what the table says, and every field is in it. */
export function describeAccess<World>({ sdl, table, stage }: AccessOptions<World>): void {
  const types = objectTypes(buildSubgraphSchema(parse(sdl)));

  it('has an entry for every field of the schema, and none for a field that is gone', () => {
    const stated = [
      ...Object.keys(table.roots),
      ...Object.entries(table.entities).flatMap(([type, { fields }]) => namesIn(type, Object.keys(fields))),
      ...Object.entries(table.carried).flatMap(([type, fields]) => namesIn(type, fields.split(' '))),
    ];
    expect(stated.sort()).toEqual(types.flatMap((type) => namesIn(type.name, fieldsOf(type).map(nameOf))).sort());
  });

  for (const type of types.filter(isRoot)) {
    for (const field of fieldsOf(type)) {
      const [verdicts, argumentsOf] = table.roots[`${type.name}.${field.name}`] ?? [];
      if (verdicts === undefined || argumentsOf === undefined) continue;
      it(`answers ${type.name}.${field.name} to whom it may`, async () => {
        const { subgraph, world, viewers } = stage();
        const seen: string[] = [];
        for (const caller of CALLERS) {
          const variables = await argumentsOf(world);
          seen.push(await knockAtRoot(subgraph, { type, field, variables }, viewers[caller]));
        }
        expect(seen.join(' ')).toBe(verdicts);
      });
    }
  }

  for (const [name, { key, fields }] of Object.entries(table.entities)) {
    const type = types.find((known) => known.name === name);
    if (type === undefined) continue;
    it(`answers the fields of ${name} to whom it may`, async () => {
      const { subgraph, world, viewers } = stage();
      const owned = await key(world);
      const seen: Record<string, string> = {};
      for (const field of fieldsOf(type))
        seen[field.name] = await verdictsOf(subgraph, viewers, { type, field, key: owned });
      expect(seen).toEqual(fields);
    });
  }
}

async function verdictsOf(
  subgraph: TestSubgraph,
  viewers: Readonly<Record<Caller, Viewer>>,
  door: Parameters<typeof knockAtEntity>[1],
): Promise<string> {
  const verdicts = await Promise.all(CALLERS.map((caller) => knockAtEntity(subgraph, door, viewers[caller])));
  return verdicts.join(' ');
}

function namesIn(type: string, fields: readonly string[]): readonly string[] {
  return fields.map((field) => `${type}.${field}`);
}

function nameOf({ name }: ReturnType<GraphQLObjectType['getFields']>[string]): string {
  return name;
}
