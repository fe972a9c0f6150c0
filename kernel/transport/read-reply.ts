import type { z } from 'zod';

import { AppError } from '../errors/index.ts';
import type { CallReply } from './transport.ts';

const SHOWN = 500;

/**
 * Reads the JSON of a subgraph's reply, whatever its status: refusals are GraphQL answers too.
 * @throws SUBGRAPH_UNAVAILABLE for anything of another shape; what it was goes to the log only.
 */
export function readReply<T>({ status, body }: CallReply, schema: z.ZodType<T>): T {
  const result = schema.safeParse(parseJson(body));
  if (result.success) return result.data;
  throw new AppError('SUBGRAPH_UNAVAILABLE', { cause: new Error(`answered ${status}: ${body.slice(0, SHOWN)}`) });
}

/** Undefined, which no schema of a reply takes, for what is no JSON. */
function parseJson(text: string): unknown {
  try {
    return JSON.parse(text);
  } catch {
    return undefined;
  }
}
