import { createHash, createHmac, hkdfSync, randomBytes, timingSafeEqual } from 'node:crypto';

import { AppError } from '../errors/index.ts';
import { decodeEnvelope, encodeEnvelope, type Envelope } from './envelope.ts';
import { createNonceCache, type NonceCache } from './nonce-cache.ts';

/** A call between two of our processes, as it travels over any transport. */
export interface SignedCall {
  readonly path: string;
  readonly headers: Readonly<Record<string, string>>;
  readonly body: string;
}

/** How long a signature is good for, in seconds; also the clock difference that is tolerated. */
const VALID_S = 30;
const COMPONENTS = '("@method" "@path" "content-digest" "stoa-subgraph" "stoa-envelope")';
const PARAMETERS =
  /^stoa=(\(("[@a-z-]+" ?)+\);created=(\d{1,12});expires=(\d{1,12});nonce="([\w-]{16,64})";keyid="([a-z]{1,32})";alg="hmac-sha256")$/;

/**
 * Signs a call to one subgraph in the form of RFC 9421 (HTTP Message Signatures, hmac-sha256) with a
 * content digest (RFC 9530). The key of a subgraph is derived from the shared secret, so that a call to
 * one subgraph means nothing to another.
 */
export function createSigner(secret: string, subgraph: string, now: () => number = Date.now) {
  const key = deriveKey(secret, `call ${subgraph}`);
  return (path: string, body: string, envelope: Envelope): SignedCall => {
    const created = Math.floor(now() / 1000);
    const nonce = randomBytes(12).toString('base64url');
    const parameters = `${COMPONENTS};created=${created};expires=${created + VALID_S};nonce="${nonce}";keyid="${subgraph}";alg="hmac-sha256"`;
    const parts = { path, digest: digestOf(body), subgraph, envelope: encodeEnvelope(envelope) };
    return {
      path,
      body,
      headers: {
        'content-type': 'application/json',
        'content-digest': parts.digest,
        'stoa-subgraph': subgraph,
        'stoa-envelope': parts.envelope,
        'signature-input': `stoa=${parameters}`,
        signature: `stoa=:${mac(key, parts, parameters)}:`,
      },
    };
  };
}

export type Signer = ReturnType<typeof createSigner>;

/**
 * Checks a call that claims to come from one of our processes and opens its envelope.
 * A nonce is accepted once by this process; a copy sent to another replica dies after 30 seconds.
 * @throws UNSIGNED_CALL for whatever is absent, altered, late, repeated, or meant for another subgraph.
 */
export function createVerifier(secret: string, subgraph: string, now: () => number = Date.now) {
  const key = deriveKey(secret, `call ${subgraph}`);
  const nonces: NonceCache = createNonceCache(2 * VALID_S * 1000, now);
  return ({ path, headers, body }: SignedCall): Envelope => {
    const match = PARAMETERS.exec(headers['signature-input'] ?? '');
    const [, parameters, , created, expires, nonce] = match ?? [];
    if (parameters === undefined || nonce === undefined || !parameters.startsWith(COMPONENTS))
      throw refusal('no signature');
    const text = headers['stoa-envelope'] ?? '';
    const parts = { path, digest: digestOf(body), subgraph, envelope: text };
    if (!sameText(headers['signature'] ?? '', `stoa=:${mac(key, parts, parameters)}:`))
      throw refusal('wrong signature');
    const seconds = now() / 1000;
    if (Number(expires) < seconds || Number(created) > seconds + VALID_S) throw refusal('not valid at this time');
    if (!nonces.firstUse(nonce)) throw refusal('repeated');
    const envelope = decodeEnvelope(text);
    if (envelope === undefined) throw refusal('no envelope');
    return envelope;
  };
}

export type Verifier = ReturnType<typeof createVerifier>;

interface CoveredParts {
  readonly path: string;
  readonly digest: string;
  readonly subgraph: string;
  readonly envelope: string;
}

function mac(key: Buffer, parts: CoveredParts, parameters: string): string {
  const base = `"@method": POST\n"@path": ${parts.path}\n"content-digest": ${parts.digest}\n"stoa-subgraph": ${parts.subgraph}\n"stoa-envelope": ${parts.envelope}\n"@signature-params": ${parameters}`;
  return createHmac('sha256', key).update(base).digest('base64');
}

/** A 32-byte key for one purpose, from the shared secret (HKDF, RFC 5869). */
export function deriveKey(secret: string, purpose: string): Buffer {
  return Buffer.from(hkdfSync('sha256', secret, 'stoa', purpose, 32));
}

function digestOf(body: string): string {
  return `sha-256=:${createHash('sha256').update(body).digest('base64')}:`;
}

function sameText(given: string, expected: string): boolean {
  const [a, b] = [Buffer.from(given), Buffer.from(expected)];
  return a.length === b.length && timingSafeEqual(a, b);
}

function refusal(why: string): AppError {
  return new AppError('UNSIGNED_CALL', { cause: new Error(why) });
}
