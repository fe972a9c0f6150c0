import {
  getNamedType,
  isCompositeType,
  isObjectType,
  isUnionType,
  type GraphQLField,
  type GraphQLObjectType,
  type GraphQLSchema,
} from 'graphql';

const ROOTS = new Set(['Query', 'Mutation', 'Subscription']);
/** What the federation library itself adds. */
const FEDERATION = new Set(['_service', '_entities']);

/** The types of a subgraph whose fields somebody may read. */
export function objectTypes(schema: GraphQLSchema): readonly GraphQLObjectType[] {
  return Object.values(schema.getTypeMap())
    .filter(isObjectType)
    .filter(({ name }) => !name.startsWith('_'));
}

export function isRoot({ name }: GraphQLObjectType): boolean {
  return ROOTS.has(name);
}

export function fieldsOf(type: GraphQLObjectType): readonly GraphQLField<unknown, unknown>[] {
  return Object.values(type.getFields()).filter(({ name }) => !FEDERATION.has(name));
}

/** A document that calls one root field with its arguments as variables, and asks for as little as it can. */
export function documentFor(type: GraphQLObjectType, field: GraphQLField<unknown, unknown>): string {
  const variables = field.args.map(({ name, type: of }) => `$${name}: ${String(of)}`).join(', ');
  const given = field.args.map(({ name }) => `${name}: $${name}`).join(', ');
  const [declared, passed] = variables === '' ? ['', ''] : [` (${variables})`, `(${given})`];
  return `${type.name.toLowerCase()}${declared} { field: ${field.name}${passed}${selectionOf(field)} }`;
}

/** What is asked of a field's value: nothing of a scalar, its type of anything else. */
export function selectionOf(field: GraphQLField<unknown, unknown>): string {
  return isCompositeType(getNamedType(field.type)) ? ' { __typename }' : '';
}

/** Whether the answer of a field says by its type how it ended. */
export function endsInUnion(field: GraphQLField<unknown, unknown>): boolean {
  return isUnionType(getNamedType(field.type));
}
