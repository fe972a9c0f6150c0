import { readFileSync } from 'node:fs';

import {
  buildSchema,
  getNamedType,
  isListType,
  isNonNullType,
  type GraphQLObjectType,
  type GraphQLOutputType,
} from 'graphql';
import { describe, expect, it } from 'vitest';

import { STREAM_TABLE, type StreamRow } from './stream-table.ts';

const schema = buildSchema(readFileSync(new URL('../../schema/api.graphql', import.meta.url), 'utf8'));
const subscriptions = schema.getSubscriptionType()?.getFields() ?? {};
const queries = schema.getQueryType()?.getFields() ?? {};

/** Without the difference of null: a state that is null ends the stream. */
function shapeOf(type: GraphQLOutputType | undefined): string {
  return String(isNonNullType(type) ? type.ofType : type);
}

/** What a stream tells, as far as the query gives it. */
function toldBy({ kind, query }: StreamRow): string {
  const type = queries[query]?.type;
  if (kind === 'state' || type === undefined) return shapeOf(type);
  const items = (getNamedType(type) as GraphQLObjectType).getFields()['items']?.type;
  const list = isNonNullType(items) ? items.ofType : items;
  return isListType(list) ? shapeOf(list.ofType as GraphQLOutputType) : 'no list';
}

describe('the table of streams', () => {
  it('has a row for each field of the Subscription type, and none for a field that is gone', () => {
    expect(Object.keys(STREAM_TABLE).sort()).toEqual(Object.keys(subscriptions).sort());
  });

  it.each(Object.entries(STREAM_TABLE))('serves %s with a query that gives and takes the same', (name, row) => {
    const [subscription, query] = [subscriptions[name], queries[row.query]];
    expect(toldBy(row)).toBe(shapeOf(subscription?.type));
    for (const [to, from] of Object.entries(row.arguments))
      expect(String(query?.args.find((arg) => arg.name === to)?.type)).toBe(
        String(subscription?.args.find((arg) => arg.name === from)?.type),
      );
    const ownArguments = row.kind === 'log' ? ['after', 'first'] : [];
    expect([...Object.keys(row.arguments), ...ownArguments].sort()).toEqual(query?.args.map((arg) => arg.name).sort());
    const cursor = row.kind === 'log' ? [row.cursorArgument] : [];
    expect([...Object.values(row.arguments), ...cursor].sort()).toEqual(
      subscription?.args.map((arg) => arg.name).sort(),
    );
    if (row.kind === 'state') return;
    const told = getNamedType(subscription?.type) as GraphQLObjectType;
    expect(String(told.getFields()[row.cursorField]?.type)).toBe('Int!');
    expect(String(subscription?.args.find((arg) => arg.name === row.cursorArgument)?.type)).toBe('Int');
  });
});
