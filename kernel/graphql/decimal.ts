import { GraphQLError, GraphQLScalarType, Kind } from 'graphql';

const MONEY = /^-?(0|[1-9]\d{0,15})(\.\d{1,2})?$/;

/** Exact amounts. Inside and outside they are strings with two decimals, such as `12.50`; floating point never touches them. */
export const Decimal = new GraphQLScalarType<string, string>({
  name: 'Decimal',
  description: 'An exact decimal with up to two decimals, written as a string such as `"12.50"`.',
  serialize: exact,
  parseValue: exact,
  parseLiteral: (node) =>
    exact(node.kind === Kind.STRING || node.kind === Kind.INT || node.kind === Kind.FLOAT ? node.value : undefined),
});

/** A number of JSON is taken by its shortest text, in which `9.99` is exactly that. */
function exact(value: unknown): string {
  const text = typeof value === 'number' ? String(value) : value;
  if (typeof text !== 'string' || !MONEY.test(text))
    throw new GraphQLError('A decimal is written like "12.50", with at most two decimals.');
  const [whole = '', decimals = ''] = text.split('.');
  return `${whole}.${decimals.padEnd(2, '0')}`;
}
