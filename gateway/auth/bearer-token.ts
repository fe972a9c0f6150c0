import { AppError } from '../../kernel/errors/index.ts';

const BEARER = /^bearer +([\w~+/.-]+=*) *$/i;

/**
 * The token of an `Authorization: Bearer` header (RFC 6750); undefined where there is no such header.
 * @throws INVALID_TOKEN for any other scheme or form.
 */
export function bearerToken(header: string | undefined): string | undefined {
  if (header === undefined || header === '') return undefined;
  const token = BEARER.exec(header)?.[1];
  if (token === undefined) throw new AppError('INVALID_TOKEN');
  return token;
}
