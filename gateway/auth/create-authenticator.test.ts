import {
  exportJWK,
  exportSPKI,
  generateKeyPair,
  SignJWT,
  UnsecuredJWT,
  type CryptoKey,
  type JWK,
  type JWTPayload,
} from 'jose';
import { v7 as uuidv7 } from 'uuid';
import { beforeAll, describe, expect, it } from 'vitest';

import { credentialRules } from '../../kernel/auth/index.ts';
import { loadConfig } from '../../kernel/config/index.ts';
import { AppError } from '../../kernel/errors/index.ts';
import type { IssuedCredential } from '../../kernel/revocation/index.ts';
import type { Authenticate } from '../request-scope.ts';
import { createAuthenticator, type AuthenticatorOptions } from './create-authenticator.ts';

const ISSUER = 'https://stoa.test';
const USER = uuidv7();
const SESSION = uuidv7();
const NOTHING_REVOKED = { includes: () => false };

/** An authenticator to which nobody ever presents a session id. */
const authenticatorFor = (options: Pick<AuthenticatorOptions, 'fetchJwks'> & Partial<AuthenticatorOptions>) =>
  createAuthenticator({
    issuer: ISSUER,
    rules: credentialRules(loadConfig({})),
    checkSessionId: () => Promise.reject(new AppError('SUBGRAPH_UNAVAILABLE')),
    revoked: NOTHING_REVOKED,
    ...options,
  });

interface Key {
  readonly kid: string;
  readonly privateKey: CryptoKey;
  readonly publicKey: CryptoKey;
  readonly jwk: JWK;
}

async function newKey(kid: string): Promise<Key> {
  const { privateKey, publicKey } = await generateKeyPair('EdDSA', { extractable: true });
  return { kid, privateKey, publicKey, jwk: { ...(await exportJWK(publicKey)), kid, alg: 'EdDSA', use: 'sig' } };
}

interface Forgery {
  readonly claims?: JWTPayload;
  readonly without?: string;
  readonly header?: Readonly<Record<string, unknown>>;
  readonly key?: Key;
}

const seconds = (): number => Math.floor(Date.now() / 1_000);

function claimsOf({ claims = {}, without = '' }: Forgery): JWTPayload {
  const all: JWTPayload = {
    iss: ISSUER,
    aud: 'stoa',
    sub: USER,
    sid: SESSION,
    iat: seconds(),
    exp: seconds() + 60,
    jti: uuidv7(),
    roles: ['USER'],
    ...claims,
  };
  return Object.fromEntries(Object.entries(all).filter(([name]) => name !== without));
}

describe('the check of access tokens', () => {
  let key: Key;
  let stranger: Key;
  let published: JWK[];
  let fetches = 0;
  let authenticate: Authenticate;
  beforeAll(async () => {
    [key, stranger] = await Promise.all([newKey('current'), newKey('current')]);
    published = [key.jwk];
    authenticate = authenticatorFor({
      fetchJwks: () => {
        fetches += 1;
        return Promise.resolve({ keys: published });
      },
    });
  });

  const sign = (forgery: Forgery = {}): Promise<string> => {
    const { kid, privateKey } = forgery.key ?? key;
    return new SignJWT(claimsOf(forgery))
      .setProtectedHeader({ alg: 'EdDSA', typ: 'at+jwt', kid, ...forgery.header })
      .sign(privateKey, { crit: { 'x-rule': true } });
  };

  it('makes a viewer of a good one', async () => {
    expect(await authenticate(await sign({ claims: { roles: ['USER', 'ADMIN'] } }), 'graphql')).toEqual({
      kind: 'user',
      id: USER,
      roles: ['USER', 'ADMIN'],
      sessionId: SESSION,
    });
  });

  it('makes a stranger of none', async () => {
    expect(await authenticate(undefined, 'graphql')).toEqual({ kind: 'anonymous' });
  });

  it('lets each door have its own tokens', async () => {
    const octo = await sign({ claims: { aud: ['fastapi-users:auth'] } });
    expect(await authenticate(octo, 'octo')).toMatchObject({ id: USER });
    await expect(authenticate(octo, 'graphql')).rejects.toMatchObject({ code: 'INVALID_TOKEN' });
    await expect(authenticate(await sign(), 'octo')).rejects.toMatchObject({ code: 'INVALID_TOKEN' });
    const trp = await sign({ claims: { aud: ['trp'], roles: ['user', 'admin'], stoa_roles: ['USER', 'ADMIN'] } });
    const kpo = await sign({ claims: { aud: ['kpo'] } });
    expect(await authenticate(trp, 'trp')).toMatchObject({ id: USER, roles: ['USER', 'ADMIN'] });
    expect(await authenticate(kpo, 'kpo')).toMatchObject({ id: USER });
    for (const [token, door] of [
      [trp, 'kpo'],
      [kpo, 'trp'],
      [await sign(), 'mz'],
    ] as const)
      await expect(authenticate(token, door)).rejects.toMatchObject({ code: 'INVALID_TOKEN' });
  });

  it('tells of an expired one at the doors whose clients ask', async () => {
    const exp = seconds() - 6;
    const trp = await sign({ claims: { aud: ['trp'], stoa_roles: ['USER'], exp } });
    const kpo = await sign({ claims: { aud: ['kpo'], exp } });
    await expect(authenticate(trp, 'trp')).rejects.toMatchObject({ code: 'EXPIRED_TOKEN' });
    await expect(authenticate(kpo, 'kpo')).rejects.toMatchObject({ code: 'INVALID_TOKEN' });
  });

  it('refuses one that is revoked, also one it has seen before', async () => {
    const revoked: IssuedCredential[] = [];
    const strict = authenticatorFor({
      fetchJwks: () => Promise.resolve({ keys: published }),
      revoked: { includes: (given) => revoked.some(({ sessionId }) => sessionId === given.sessionId) },
    });
    const iat = seconds() - 1.5;
    const token = await sign({ claims: { iat } });
    expect(await strict(token, 'graphql')).toMatchObject({ id: USER });
    revoked.push({ userId: USER, sessionId: SESSION, issuedAt: iat * 1000 });
    await expect(strict(token, 'graphql')).rejects.toMatchObject({ code: 'INVALID_TOKEN' });
    await expect(strict(await sign(), 'graphql')).rejects.toMatchObject({ code: 'INVALID_TOKEN' });
    expect(await strict(await sign({ claims: { sid: uuidv7() } }), 'graphql')).toMatchObject({ id: USER });
  });

  it('goes on with the keys it has while none can be fetched, and does not blame tokens of newer ones', async () => {
    const [old, young] = await Promise.all([newKey('before'), newKey('after')]);
    let isAway = false;
    const patient = authenticatorFor({
      cooldownMs: 0,
      fetchJwks: () => (isAway ? Promise.reject(new Error('away')) : Promise.resolve({ keys: [old.jwk] })),
    });
    expect(await patient(await sign({ key: old }), 'graphql')).toMatchObject({ id: USER });
    isAway = true;
    expect(await patient(await sign({ key: old }), 'graphql')).toMatchObject({ id: USER });
    await expect(patient(await sign({ key: young }), 'graphql')).rejects.toMatchObject({
      code: 'SUBGRAPH_UNAVAILABLE',
    });
    isAway = false;
    await expect(patient(await sign({ key: young }), 'graphql')).rejects.toMatchObject({ code: 'INVALID_TOKEN' });
  });

  const bad: readonly (readonly [string, () => Promise<string> | string])[] = [
    ['one that has expired', () => sign({ claims: { exp: seconds() - 6 } })],
    ['one that is not valid yet', () => sign({ claims: { nbf: seconds() + 60 } })],
    ['one of another issuer', () => sign({ claims: { iss: 'https://other.test' } })],
    ['one for another audience', () => sign({ claims: { aud: 'shop' } })],
    ['one signed by a stranger under our key id', () => sign({ key: stranger })],
    ['one under a key id that nobody published', () => sign({ header: { kid: 'made-up' } })],
    ['one of another type', () => sign({ header: { typ: 'JWT' } })],
    ['one with a critical header that we do not know', () => sign({ header: { crit: ['x-rule'], 'x-rule': 1 } })],
    ['one without a subject', () => sign({ without: 'sub' })],
    ['one without an end', () => sign({ without: 'exp' })],
    ['one without an id', () => sign({ without: 'jti' })],
    ['one without a session', () => sign({ without: 'sid' })],
    ['one without roles', () => sign({ without: 'roles' })],
    ['one with a role that does not exist', () => sign({ claims: { roles: ['USER', 'ROOT'] } })],
    ['one whose subject is no user id', () => sign({ claims: { sub: '1 or 1=1' } })],
    ['one without a signature (alg none)', () => new UnsecuredJWT(claimsOf({})).encode()],
    [
      'one signed with our public key as a shared secret (HS256)',
      async () =>
        await new SignJWT(claimsOf({}))
          .setProtectedHeader({ alg: 'HS256', typ: 'at+jwt', kid: 'current' })
          .sign(new TextEncoder().encode(await exportSPKI(key.publicKey))),
    ],
    ['one with a changed claim', async () => tampered(await sign())],
    ['one with a cut signature', async () => (await sign()).slice(0, -4)],
    ['one that is too long', () => sign({ claims: { padding: 'x'.repeat(8_192) } })],
    ['no token at all', () => 'hello'],
    ['an empty text', () => ''],
    ['three dots', () => '...'],
  ];

  it.each(bad)('refuses %s', async (_what, make) => {
    await expect(authenticate(await make(), 'graphql')).rejects.toMatchObject({ code: 'INVALID_TOKEN' });
  });

  it('looks made-up key ids up once in a while, not each time', async () => {
    const before = fetches;
    for (let n = 0; n < 20; n += 1)
      await expect(authenticate(await sign({ header: { kid: `guess-${n}` } }), 'graphql')).rejects.toThrow();
    expect(fetches - before).toBeLessThanOrEqual(1);
  });

  it('fetches no keys before it needs one, and new keys when a token names one', async () => {
    const [old, young] = await Promise.all([newKey('old'), newKey('young')]);
    const keys = [old.jwk];
    let asked = 0;
    const fresh = authenticatorFor({
      fetchJwks: () => {
        asked += 1;
        return Promise.resolve({ keys: [...keys] });
      },
    });
    await fresh(undefined, 'graphql');
    expect(asked).toBe(0);
    keys.push(young.jwk);
    expect(await fresh(await sign({ key: young }), 'graphql')).toMatchObject({ id: USER });
    expect(await fresh(await sign({ key: old }), 'graphql')).toMatchObject({ id: USER });
    expect(asked).toBe(1);
  });

  it('does not blame the token when the keys cannot be had', async () => {
    const cut = authenticatorFor({ fetchJwks: () => Promise.reject(new Error('10.0.0.7 is away')) });
    await expect(cut(await sign(), 'graphql')).rejects.toMatchObject({ code: 'SUBGRAPH_UNAVAILABLE' });
  });
});

function tampered(token: string): string {
  const [header = '', payload = '', signature = ''] = token.split('.');
  const claims = JSON.parse(Buffer.from(payload, 'base64url').toString()) as object;
  const altered = Buffer.from(JSON.stringify({ ...claims, roles: ['USER', 'ADMIN'] })).toString('base64url');
  return [header, altered, signature].join('.');
}
