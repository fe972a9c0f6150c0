import { z } from 'zod';

import type { FieldProblem } from '../../../../kernel/errors/index.ts';
import { Refusal, type RestRequest } from '../../rest-contract.ts';

type Place = 'body' | 'query';

/** What is wrong with one value, in the old servers' words. */
interface Detail {
  readonly type: string;
  readonly loc: readonly (string | number)[];
  readonly msg: string;
  readonly input: unknown;
}

/** @throws Refusal 422 with one detail for every wrong or missing value. */
export function checked<T>(schema: z.ZodType<T>, value: unknown, place: Place): T {
  const result = schema.safeParse(value);
  if (result.success) return result.data;
  throw invalid(result.error.issues.map((issue) => detailOf(issue, value, place)));
}

/** No field of these contracts nests deeper, and an answer that repeats its input must be able to be written. */
const DEEPEST = 32;

/** @throws Refusal 422 for a body that is not JSON, or nests deeper than any that is meant. */
export function jsonBody({ body }: RestRequest): unknown {
  if (body.length === 0) throw invalid([{ type: 'missing', loc: ['body'], msg: 'Field required', input: null }]);
  const value = parseJson(body.toString('utf8'));
  if (value === undefined || isDeeper(value, DEEPEST))
    throw invalid([{ type: 'json_invalid', loc: ['body', 0], msg: 'JSON decode error', input: {} }]);
  return value;
}

/** Undefined, which no JSON means, for what is none. */
function parseJson(text: string): unknown {
  try {
    return JSON.parse(text);
  } catch {
    return undefined;
  }
}

function isDeeper(value: unknown, levels: number): boolean {
  if (typeof value !== 'object' || value === null) return false;
  return levels === 0 || Object.values(value).some((inner) => isDeeper(inner, levels - 1));
}

/** The fields of a form; any other content type is a form without fields. */
export function formBody({ body, headers }: RestRequest): Readonly<Record<string, string>> {
  if (!String(headers['content-type'] ?? '').startsWith('application/x-www-form-urlencoded')) return {};
  return Object.fromEntries(new URLSearchParams(body.toString('utf8')));
}

function detailOf(issue: z.core.$ZodIssue, value: unknown, place: Place): Detail {
  const loc = [place, ...issue.path.map((part) => (typeof part === 'symbol' ? String(part) : part))];
  const input = issue.path.reduce<unknown>(
    (inner, part) =>
      typeof inner === 'object' && inner !== null ? (inner as Record<PropertyKey, unknown>)[part] : undefined,
    value,
  );
  if (input === undefined) return { type: 'missing', loc, msg: 'Field required', input: value };
  return { type: issue.code, loc, msg: issue.message, input };
}

/** What the graph found wrong with values of a body, answered as what the old servers found themselves. */
export function invalidBody(problems: readonly FieldProblem[]): Refusal {
  return invalid(
    problems.map(({ field, message }) => ({ type: 'value_error', loc: ['body', field], msg: message, input: null })),
  );
}

function invalid(detail: readonly Detail[]): Refusal {
  return new Refusal({ status: 422, body: { detail } });
}
