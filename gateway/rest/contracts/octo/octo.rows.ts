import { z } from 'zod';

import { AppError, type FieldProblem } from '../../../../kernel/errors/index.ts';
import {
  OctoMeDocument,
  OctoProcessMessageDocument,
  OctoRegisterDocument,
  OctoSignedInDocument,
  OctoSignInDocument,
  type OctoMeQuery,
  type OctoProcessMessageMutation,
} from '../../generated/graphql.ts';
import { Refusal, type RestAnswer } from '../../rest-contract.ts';
import { operationRow, type RestRow, type RowContext } from '../../rest-row.ts';
import { OCTO_COOKIE, OCTO_PROVIDERS, OCTO_USERS, textOf } from './octo.contract.ts';
import { checked, formBody, invalidBody, jsonBody } from './octo.input.ts';

const COOKIE_SECONDS = 3_600;

const registration = z.object({
  email: z.string(),
  password: z.string(),
  paid_access: z.boolean(),
  free_messages_left: z.number().int(),
  refresh_at: z.iso.date(),
});
const login = z.object({ username: z.string(), password: z.string() });
const message = z.object({ token: z.string(), message: z.string() });

const usersRows: readonly RestRow[] = [
  operationRow({
    method: 'POST',
    path: '/auth/register',
    contract: OCTO_USERS,
    operation: OctoRegisterDocument,
    variables(request) {
      const { email, password } = checked(registration, jsonBody(request), 'body');
      return { input: { email, password } };
    },
    async answer({ register }, { follow }) {
      if (register.__typename === 'LoginTaken') return badRequest('REGISTER_USER_ALREADY_EXISTS');
      if (register.__typename === 'InvalidRegistration') return invalidRegistration(register.problems);
      if (register.__typename !== 'Registered') throw new AppError('INTERNAL');
      const { me } = await follow(OctoMeDocument, {}, register.accessToken);
      return { status: 201, body: userRead(me) };
    },
  }),
  operationRow({
    method: 'POST',
    path: '/auth/login',
    contract: OCTO_USERS,
    operation: OctoSignInDocument,
    variables(request) {
      const { username, password } = checked(login, formBody(request), 'body');
      return { input: { login: username, password } };
    },
    answer({ signIn }) {
      if (signIn.__typename === 'BadCredentials') return badRequest('LOGIN_BAD_CREDENTIALS');
      return { status: 204, headers: { 'set-cookie': cookie(signIn.accessToken, COOKIE_SECONDS) } };
    },
  }),
  operationRow({
    method: 'POST',
    path: '/auth/logout',
    contract: OCTO_USERS,
    operation: OctoSignedInDocument,
    variables: () => ({}),
    answer: () => ({ status: 204, headers: { 'set-cookie': cookie('""', 0) } }),
  }),
  operationRow({
    method: 'GET',
    path: '/users/me',
    contract: OCTO_USERS,
    operation: OctoMeDocument,
    variables: () => ({}),
    answer: ({ me }) => ({ status: 200, body: userRead(me) }),
  }),
];

const providerRows: readonly RestRow[] = [
  processingRow('/free_provider', 'FREE'),
  redirectedRow('/free_provider/redirected', 'Ваш запрос был перенаправлен на бесплатный провайдер.'),
  processingRow('/paid_provider', 'PAID'),
  redirectedRow('/paid_provider/redirected', 'Ваш запрос был перенаправлен на платный провайдер.'),
];

/** The users service and the two provider doors of the OCTO system. */
export const OCTO_ROWS: readonly RestRow[] = [...usersRows, ...providerRows];

function processingRow(path: string, door: 'FREE' | 'PAID'): RestRow {
  return operationRow({
    method: 'POST',
    path,
    contract: OCTO_PROVIDERS,
    operation: OctoProcessMessageDocument,
    variables({ query }) {
      const { message: text } = checked(
        message,
        { token: textOf(query['token']), message: textOf(query['message']) },
        'query',
      );
      return { input: { text, door } };
    },
    answer: ({ processMessage }, context) => processed(processMessage, context),
  });
}

function redirectedRow(path: string, response: string): RestRow {
  return {
    kind: 'static',
    method: 'GET',
    path,
    contract: OCTO_PROVIDERS,
    answer: { status: 200, body: { ok: true, response } },
  };
}

function processed(result: OctoProcessMessageMutation['processMessage'], { baseUrl }: RowContext): RestAnswer {
  switch (result.__typename) {
    case 'ProcessedMessage':
      return { status: 200, body: { ok: true, response: result.text } };
    case 'Redirected': {
      const path = result.to === 'FREE' ? '/free_provider/redirected' : '/paid_provider/redirected';
      return {
        status: 200,
        body: { ok: true, response: `Запрос перенаправлен на платный провайдер. ${baseUrl}${path}` },
      };
    }
    case 'AllowanceExhausted':
      return {
        status: 403,
        body: {
          detail: { ok: false, response: 'Бесплатных сообщений не осталось. Доступ к платному провайдеру отсутствует' },
        },
      };
    case 'FreeProviderBlocked':
    case 'MessageInProgress':
      throw new AppError('OVERLOADED', { retryAfterMs: result.retryAfterMs });
    case 'IdempotencyKeyReused':
      throw new AppError('CONFLICT');
    case 'OutcomeUnknown':
      throw new AppError('PROVIDER_OUTCOME_UNKNOWN');
  }
}

/** The old server's view of a user, in its order of fields. */
function userRead(me: OctoMeQuery['me']): object {
  if (!me) throw new AppError('UNAUTHENTICATED');
  const { allowance, email, isActive, number, paidAccess, roles } = me;
  if (!allowance) throw new AppError('SUBGRAPH_UNAVAILABLE');
  return {
    id: number,
    email,
    is_active: isActive,
    is_superuser: roles?.includes('ADMIN') ?? false,
    is_verified: false,
    paid_access: paidAccess,
    free_messages_left: allowance.left,
    refresh_at: allowance.refreshAt.slice(0, 10),
  };
}

function cookie(value: string, maxAge: number): string {
  return `${OCTO_COOKIE}=${value}; HttpOnly; Max-Age=${maxAge}; Path=/; SameSite=lax; Secure`;
}

/** Only passwords had a code of their own; whatever else is wrong was a value of the body. */
function invalidRegistration(problems: readonly FieldProblem[]): RestAnswer {
  const values = problems.filter(({ field }) => field !== 'password');
  if (values.length > 0) throw invalidBody(values);
  return badRequest({
    code: 'REGISTER_INVALID_PASSWORD',
    reason: problems.map(({ message: reason }) => reason).join(' '),
  });
}

function badRequest(detail: unknown): RestAnswer {
  throw new Refusal({ status: 400, body: { detail } });
}
