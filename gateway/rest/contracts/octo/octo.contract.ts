import type { AppError, ErrorCode } from '../../../../kernel/errors/index.ts';
import type { RestAnswer, RestContract } from '../../rest-contract.ts';

export const OCTO_COOKIE = 'octo_handler_user';

/** Its users are shown with their allowance, its messages belong to users. */
const NEEDS = ['users', 'processing'] as const;

/** The users service of the OCTO system: a JWT in a cookie, errors as `{"detail": …}`. */
export const OCTO_USERS: RestContract = {
  name: 'octo',
  needs: NEEDS,
  credentialOf: ({ cookies }) => cookies[OCTO_COOKIE],
  encodeError: (error) =>
    error.entry.status === 401 ? { status: 401, body: { detail: 'Unauthorized' } } : generalError(error),
};

const PROVIDER_ERRORS: Partial<Record<ErrorCode, RestAnswer>> = {
  INVALID_TOKEN: {
    status: 403,
    body: { detail: { details: 'Невозможно провалидировать данные в токене' } },
    headers: { 'www-authenticate': 'Bearer' },
  },
  UNAUTHENTICATED: { status: 404, body: { detail: { details: 'Пользователь не найден' } } },
};

/** Its free and paid doors: the same JWT, but in the query. */
export const OCTO_PROVIDERS: RestContract = {
  name: 'octo',
  needs: NEEDS,
  credentialOf: ({ query }) => textOf(query['token']),
  encodeError: (error) => PROVIDER_ERRORS[error.code] ?? generalError(error),
};

function generalError({ entry, message, retryAfterMs }: AppError): RestAnswer {
  const headers = retryAfterMs === undefined ? {} : { 'retry-after': String(Math.ceil(retryAfterMs / 1000)) };
  return { status: entry.status, body: { detail: message }, headers };
}

/** Of a repeated parameter the last counts, as it did. */
export function textOf(value: string | readonly string[] | undefined): string | undefined {
  return typeof value === 'string' ? value : value?.at(-1);
}
