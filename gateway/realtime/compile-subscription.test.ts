import { buildSchema, getOperationAST, parse, validate, type OperationDefinitionNode } from 'graphql';
import { describe, expect, it } from 'vitest';

import { compileSubscription } from './compile-subscription.ts';

const schema = buildSchema(`
  type Query { messageFeed(chatId: ID!, after: Int, first: Int): MessageFeed chat(id: ID!): Chat providers: [Provider!]! }
  type Subscription { messageAdded(chatId: ID!, afterSeq: Int): Message! chatUpdated(chatId: ID!): Chat! providersChanged: [Provider!]! }
  type MessageFeed { items: [Message!]! cursor: Int! hasNextPage: Boolean! }
  type Message { seq: Int! text(upTo: Int): String! chat: Chat! }
  type Chat { id: ID! name: String! }
  type Provider { name: String! }
`);

function compile(text: string) {
  const document = parse(text);
  expect(validate(schema, document)).toEqual([]);
  const compiled = compileSubscription({
    document,
    operation: getOperationAST(document) as OperationDefinitionNode,
    schema,
  });
  expect(validate(schema, parse(compiled.query))).toEqual([]);
  return { ...compiled, query: compiled.query.replaceAll(/\s+/g, ' ') };
}

describe('a subscription becomes a query', () => {
  it('of a log: with the same selection on its entries', () => {
    const { query, responseKey, variables } = compile(
      'subscription S($id: ID!, $from: Int) { news: messageAdded(chatId: $id, afterSeq: $from) { text } }',
    );
    expect(query).toBe(
      '{ live: messageFeed(chatId: $id, after: $stoaAfter, first: $stoaFirst) { items { text stoaCursor: seq } cursor hasNextPage } }'.replace(
        '{',
        'query ($id: ID!, $stoaAfter: Int, $stoaFirst: Int) {',
      ),
    );
    expect([responseKey, [...variables]]).toEqual(['news', ['id']]);
  });

  it('of a state: with its arguments under their names there', () => {
    expect(compile('subscription { chatUpdated(chatId: "1") { name } }').query).toBe(
      '{ live: chat(id: "1") { name } }',
    );
    expect(compile('subscription { providersChanged { name } }').query).toBe('{ live: providers { name } }');
  });

  it('with the fragments and variables that it still needs, also where they stood at the root', () => {
    const { query } = compile(`
      subscription ($id: ID!, $from: Int, $most: Int = 3, $all: Boolean!) { ...Root ... on Subscription { messageAdded(chatId: $id, afterSeq: $from) { seq } } }
      fragment Root on Subscription { messageAdded(chatId: $id, afterSeq: $from) { ...Words } }
      fragment Words on Message { text(upTo: $most) @include(if: $all) chat { ...Name } }
      fragment Name on Chat { name }
    `);
    expect(query).toContain('query ($id: ID!, $most: Int = 3, $all: Boolean!, $stoaAfter: Int, $stoaFirst: Int)');
    expect(query).toContain('items { ...Words seq stoaCursor: seq }');
    expect(query).not.toContain('Root');
  });

  it('whose own names are none of the client', () => {
    const { names } = compile(
      'subscription ($stoaAfter: ID!) { messageAdded(chatId: $stoaAfter) { stoaCursor: text stoaCursor1: text } }',
    );
    expect([names.after, names.cursor]).toEqual(['stoaAfter1', 'stoaCursor2']);
  });

  it('however long those are', () => {
    const long = `stoaCursor${'_'.repeat(200_000)}`;
    expect(compile(`subscription { messageAdded(chatId: "1") { ${long}: text } }`).names.cursor).toBe('stoaCursor');
  });

  it.each([
    'subscription { ... @skip(if: false) { providersChanged { name } } }',
    'subscription { providersChanged @include(if: true) { name } }',
    'subscription { ...F @skip(if: true) } fragment F on Subscription { providersChanged { name } }',
  ])('but not with a directive at its root: %s', (text) => {
    expect(() => compile(text)).toThrow(expect.objectContaining({ code: 'BAD_REQUEST' }));
  });
});
