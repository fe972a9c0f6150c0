import type { AnswerPlace, TimePlace } from './provider-row.ts';

export interface Answer {
  readonly status: number;
  /** By name in lower case. */
  readonly headers: Readonly<Record<string, string | readonly string[] | undefined>>;
  readonly body: string;
}

/** What stands at that place; undefined for nothing. */
export function valueAt({ headers, body }: Answer, { in: where, name, parameter }: AnswerPlace): string | undefined {
  if (where === 'header') {
    const value = headerOf(headers[name]);
    return parameter === undefined ? value : parameterOf(value ?? '', parameter);
  }
  const value = fieldAt(body, name);
  return typeof value === 'string' || typeof value === 'number' ? String(value) : undefined;
}

/** The field at that path of a JSON body; undefined where there is none, or the body is no JSON. */
export function fieldAt(body: string, path: string): unknown {
  return path.split('.').reduce<unknown>((found, field) => fieldOf(found, field), parsed(body));
}

/**
 * A time at that place, in milliseconds from now; undefined where there is none that can be
 * understood. An instant is measured against the provider's own `Date` header where there is one,
 * so that its clock need not agree with ours.
 */
export function timeAt(answer: Answer, place: TimePlace, now: number): number | undefined {
  const value = valueAt(answer, place);
  if (value === undefined || value.trim() === '') return undefined;
  const number = Number(value);
  if (Number.isFinite(number)) {
    if (number < 0) return undefined;
    if (place.unit === 'epoch_seconds') return Math.max(0, number * 1000 - providerNow(answer, now));
    return Math.ceil(place.unit === 'milliseconds' ? number : number * 1000);
  }
  if (place.unit !== 'seconds_or_date') return undefined;
  const date = Date.parse(value);
  return Number.isNaN(date) ? undefined : Math.max(0, date - providerNow(answer, now));
}

function providerNow({ headers }: Answer, now: number): number {
  const date = Date.parse(headerOf(headers['date']) ?? '');
  return Number.isNaN(date) ? now : date;
}

function headerOf(value: string | readonly string[] | undefined): string | undefined {
  return typeof value === 'object' ? value[0] : value;
}

/** Of a list only the first item is looked at: `"hour";r=5;t=30, "day";r=70;t=900` has the parameter r=5. */
function parameterOf(header: string, name: string): string | undefined {
  const [item = ''] = header.split(',', 1);
  const parameters = item.split(';').map((parameter) => parameter.trim());
  return parameters.find((parameter) => parameter.startsWith(`${name}=`))?.slice(name.length + 1);
}

function fieldOf(value: unknown, field: string): unknown {
  return typeof value === 'object' && value !== null && Object.hasOwn(value, field)
    ? (value as Record<string, unknown>)[field]
    : undefined;
}

/** What a provider sends need not be JSON; a refusal often is none. */
function parsed(body: string): unknown {
  try {
    return JSON.parse(body);
  } catch {
    return undefined;
  }
}
