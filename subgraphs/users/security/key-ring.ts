import { createCipheriv, createDecipheriv, randomBytes, randomUUID } from 'node:crypto';

import { exportJWK, generateKeyPair, importJWK, type CryptoKey, type JWK } from 'jose';

import { TOKEN_ALGORITHM } from '../../../kernel/auth/index.ts';
import { SigningKey } from '../entities/signing-key.entity.ts';
import type { SigningKeyRepository } from '../repositories/signing-key.repository.ts';

/** The keys that sign access tokens: the newest signs, all are published. */
export interface KeyRing {
  readonly current: { readonly kid: string; readonly privateKey: CryptoKey };
  readonly jwks: { readonly keys: readonly Readonly<Record<string, unknown>>[] };
}

/** @throws if a key was sealed under another signing key than this installation's. */
export async function openKeyRing(keys: SigningKeyRepository, sealingKey: Buffer, now: Date): Promise<KeyRing> {
  const stored = await keys.allOrFirst(() => createSigningKey(sealingKey, now));
  const [newest] = stored;
  if (newest === undefined) throw new Error('There is no key to sign access tokens with.');
  const privateKey = await importJWK(JSON.parse(unseal(newest.sealedPrivateJwk, sealingKey)) as JWK, TOKEN_ALGORITHM);
  if (privateKey instanceof Uint8Array) throw new Error('The signing key is not asymmetric.');
  return { current: { kid: newest.kid, privateKey }, jwks: { keys: stored.map((key) => key.publicJwk) } };
}

async function createSigningKey(sealingKey: Buffer, now: Date): Promise<SigningKey> {
  const { publicKey, privateKey } = await generateKeyPair(TOKEN_ALGORITHM, { extractable: true });
  const kid = randomUUID();
  const publicJwk = { ...(await exportJWK(publicKey)), kid, alg: TOKEN_ALGORITHM, use: 'sig' };
  const sealedPrivateJwk = seal(JSON.stringify(await exportJWK(privateKey)), sealingKey);
  return Object.assign(new SigningKey(), { kid, publicJwk, sealedPrivateJwk, createdAt: now });
}

function seal(text: string, key: Buffer): string {
  const iv = randomBytes(12);
  const cipher = createCipheriv('aes-256-gcm', key, iv);
  const sealed = Buffer.concat([cipher.update(text, 'utf8'), cipher.final()]);
  return Buffer.concat([iv, cipher.getAuthTag(), sealed]).toString('base64');
}

function unseal(sealed: string, key: Buffer): string {
  const bytes = Buffer.from(sealed, 'base64');
  const decipher = createDecipheriv('aes-256-gcm', key, bytes.subarray(0, 12));
  decipher.setAuthTag(bytes.subarray(12, 28));
  try {
    return Buffer.concat([decipher.update(bytes.subarray(28)), decipher.final()]).toString('utf8');
  } catch (error) {
    throw new Error('The token keys in the users database were sealed under another STOA_SIGNING_KEY.', {
      cause: error,
    });
  }
}
