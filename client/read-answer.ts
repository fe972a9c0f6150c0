import { StoaError, type AnswerError, type StoaErrorDetails } from './client-error.ts';

type Answer = Pick<StoaErrorDetails, 'data' | 'errors'>;

const RETRYABLE_STATUSES: readonly number[] = [429, 502, 503, 504];

/** The data of a complete GraphQL answer. @throws StoaError for one with errors, and for what is no GraphQL answer. */
export async function readAnswer(response: Response): Promise<unknown> {
  const { headers, status } = response;
  const seconds = Number.parseFloat(headers.get('retry-after') ?? '');
  const details = {
    status,
    requestId: headers.get('x-request-id') ?? undefined,
    retryAfterMs: Number.isNaN(seconds) ? undefined : seconds * 1_000,
  };
  const answer = parseAnswer(await response.text());
  if (answer === undefined)
    throw new StoaError(`The server answered ${status}, but not in GraphQL: is the address right?`, {
      ...details,
      code: 'INVALID_ANSWER',
      retryable: RETRYABLE_STATUSES.includes(status),
    });
  const [error] = answer.errors ?? [];
  if (error !== undefined) throw new StoaError(error.message, { ...details, ...detailsOf(error), ...answer });
  return answer.data;
}

function parseAnswer(text: string): Answer | undefined {
  try {
    const answer: unknown = JSON.parse(text);
    return isAnswer(answer) ? answer : undefined;
  } catch {
    return undefined;
  }
}

function isAnswer(value: unknown): value is Answer {
  if (typeof value !== 'object' || value === null) return false;
  if ('errors' in value) return Array.isArray(value.errors) && value.errors.length > 0;
  return 'data' in value && typeof value.data === 'object' && value.data !== null;
}

function detailsOf({ extensions = {} }: AnswerError): StoaErrorDetails {
  const { code, retryable, field, retryAfterMs } = extensions;
  return {
    code: typeof code === 'string' ? code : 'INTERNAL',
    retryable: retryable === true,
    ...(typeof field === 'string' ? { field } : {}),
    ...(typeof retryAfterMs === 'number' ? { retryAfterMs } : {}),
  };
}
