import fc from 'fast-check';
import { GraphQLError } from 'graphql';
import { describe, expect, it } from 'vitest';

import { AppError } from './app-error.ts';
import { ERRORS } from './registry.ts';
import { toAppError } from './to-app-error.ts';

const withStatus = (statusCode: number) => Object.assign(new Error('of the framework'), { statusCode });
const withCode = (code: string) => Object.assign(new Error('of the database'), { code });
const named = (name: string) => new DOMException('of the platform', name);

describe('whatever is thrown becomes an error of the registry', () => {
  it('and stays itself where it is one', () => {
    const error = new AppError('CONFLICT', { field: 'name' });
    expect(toAppError(error)).toBe(error);
    expect(toAppError(new GraphQLError('outer', { originalError: error }))).toBe(error);
    const twice = new GraphQLError('outer', { originalError: new GraphQLError('inner', { originalError: error }) });
    expect(toAppError(new Error('around', { cause: twice })).code).toBe('INTERNAL');
  });

  it.each([
    ['a time-out', named('TimeoutError'), 'DEADLINE_EXCEEDED'],
    ['a client that went away', named('AbortError'), 'CLIENT_CLOSED_REQUEST'],
    ['a body that is too large', withStatus(413), 'PAYLOAD_TOO_LARGE'],
    ['a content type that is not served', withStatus(415), 'UNSUPPORTED_MEDIA_TYPE'],
    ['a failure of the framework', withStatus(500), 'INTERNAL'],
    ['a refusal without a code of its own', withStatus(414), 'BAD_REQUEST'],
    ['a status that is no refusal', withStatus(302), 'INTERNAL'],
    ['an error with a code of the registry', new GraphQLError('a', { extensions: { code: 'NOT_FOUND' } }), 'NOT_FOUND'],
    ['an error with a foreign code', new GraphQLError('a', { extensions: { code: 'OOPS' } }), 'INTERNAL'],
    ['a refusal of GraphQL itself', new GraphQLError('a'), 'BAD_USER_INPUT'],
    [
      'a failed resolver',
      new GraphQLError('a', { path: ['me'], originalError: new TypeError('x is undefined') }),
      'INTERNAL',
    ],
    ['a key that another row has', withCode('23505'), 'CONFLICT'],
    ['a value that a check of the database refuses', withCode('23514'), 'BAD_USER_INPUT'],
    ['a statement that is wrong', withCode('42601'), 'INTERNAL'],
    ['an unknown error', new Error('password is hunter2'), 'INTERNAL'],
  ])('%s', (_what, thrown, code) => {
    expect(toAppError(thrown).code).toBe(code);
  });

  it('keeps field and time of an error that came over a wire', () => {
    const extensions = { code: 'TOO_MANY_REQUESTS', field: 'input.name', retryAfterMs: 1_500 };
    expect(toAppError(new GraphQLError('slow down', { extensions }))).toMatchObject(extensions);
  });

  it('tells strangers nothing of what nobody expected, and the log all of it', () => {
    fc.assert(
      fc.property(fc.anything(), (thrown) => {
        const error = toAppError(thrown);
        expect(error.message).toBe(ERRORS.INTERNAL.message);
        expect(error.extensions).toEqual({ code: 'INTERNAL', retryable: false });
        if (thrown !== undefined) expect(error.cause).toBe(thrown);
      }),
    );
  });
});
