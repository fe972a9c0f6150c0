import type { GraphQLField, GraphQLObjectType } from 'graphql';

import type { Viewer } from '../../kernel/auth/index.ts';
import type { TestReply, TestSubgraph } from '../support/open-test-subgraph.ts';
import { documentFor, endsInUnion, selectionOf } from './schema-fields.ts';

type Field = GraphQLField<unknown, unknown>;

/** Calls a query or mutation as one viewer and says what came of it. */
export async function knockAtRoot(
  subgraph: TestSubgraph,
  { type, field, variables }: { type: GraphQLObjectType; field: Field; variables: Readonly<Record<string, unknown>> },
  viewer: Viewer,
): Promise<string> {
  const reply = await subgraph.query(documentFor(type, field), variables, viewer);
  return verdictOf(reply, (reply.data as { field?: unknown } | null | undefined)?.field, endsInUnion(field));
}

/** Reads one field of one object as one viewer, by reference as the gateway does. */
export async function knockAtEntity(
  subgraph: TestSubgraph,
  { type, field, key }: { type: GraphQLObjectType; field: Field; key: Readonly<Record<string, unknown>> },
  viewer: Viewer,
): Promise<string> {
  const fields = `field: ${field.name}${selectionOf(field)}`;
  const reply = await subgraph.entities({ type: type.name, keys: [key], fields }, viewer);
  const [object] = (reply.data as { _entities?: readonly unknown[] } | null | undefined)?._entities ?? [];
  return verdictOf(reply, (object as { field?: unknown } | null | undefined)?.field, false);
}

function verdictOf({ errors: [error] = [] }: TestReply, value: unknown, byType: boolean): string {
  if (error !== undefined) return error.extensions.code;
  if (value === null || value === undefined) return 'null';
  return byType ? (value as { __typename: string }).__typename : 'value';
}
