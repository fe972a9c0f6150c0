import { z } from 'zod';

import type { ErrorCode } from '../../kernel/errors/index.ts';

/** Refusals of the document or its variables: the request itself was well-formed. */
const OF_THE_DOCUMENT: ReadonlySet<string> = new Set([
  'GRAPHQL_PARSE_FAILED',
  'GRAPHQL_VALIDATION_FAILED',
  'BAD_USER_INPUT',
] satisfies ErrorCode[]);

const answerSchema = z.object({
  errors: z.tuple([z.object({ extensions: z.object({ code: z.string() }) })]).rest(z.unknown()),
});

/**
 * The status of a GraphQL answer (GraphQL over HTTP, 6.4): a client that takes `application/json` and nothing newer
 * expects 200 for whatever is an answer of GraphQL's, also where the document was refused. All others get 400.
 */
export function graphqlStatus(status: number, body: string, accept: string | undefined): number {
  if (status !== 400 || !takesPlainJsonOnly(accept)) return status;
  const answer = answerSchema.safeParse(JSON.parse(body));
  return answer.success && OF_THE_DOCUMENT.has(answer.data.errors[0].extensions.code) ? 200 : status;
}

function takesPlainJsonOnly(accept: string | undefined): boolean {
  const types = (accept ?? '').split(',').map((type) => (type.split(';')[0] ?? '').trim());
  return types.every((type) => type === 'application/json');
}
