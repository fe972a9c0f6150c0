import { GraphQLError, GraphQLScalarType, Kind } from 'graphql';

const AMOUNT = /^-?(0|[1-9]\d{0,15})(\.\d{1,2})?$/;
/** What is added up of many amounts may be longer than any that is taken. */
const SUM = /^-?(0|[1-9]\d*)(\.\d{1,2})?$/;

/** Exact amounts. Inside and outside they are strings with two decimals, such as `12.50`; floating point never touches them. */
export const Decimal = new GraphQLScalarType<string, string>({
  name: 'Decimal',
  description: 'An exact decimal with up to two decimals, written as a string such as `"12.50"`.',
  serialize: (value) => exact(value, SUM),
  parseValue: (value) => exact(value, AMOUNT),
  parseLiteral: (node) =>
    exact(
      node.kind === Kind.STRING || node.kind === Kind.INT || node.kind === Kind.FLOAT ? node.value : undefined,
      AMOUNT,
    ),
});

/** A number of JSON is taken by its shortest text, in which `9.99` is exactly that. */
function exact(value: unknown, form: RegExp): string {
  const text = typeof value === 'number' ? String(value) : value;
  if (typeof text !== 'string' || !form.test(text))
    throw new GraphQLError('A decimal is written like "12.50", with at most two decimals.');
  const [whole = '', decimals = ''] = text.split('.');
  return `${whole}.${decimals.padEnd(2, '0')}`;
}
