import { randomUUID } from 'node:crypto';

import { exportJWK, generateKeyPair, importJWK, type CryptoKey, type JWK } from 'jose';

import { LONGEST_TOKEN_MINUTES, TOKEN_ALGORITHM } from '../../../kernel/auth/index.ts';
import { planKeys, SigningKey, type KeyPlan } from '../entities/signing-key.entity.ts';
import type { SigningKeyRepository } from '../repositories/signing-key.repository.ts';
import type { RotatingKeys } from '../services/signing-key.service.ts';
import { seal, unseal } from './seal.ts';

/** The keys that sign access tokens, the same in every replica. */
export interface KeyRing extends RotatingKeys {
  /** The key that signs at this moment. */
  signer(): Promise<{ readonly kid: string; readonly privateKey: CryptoKey }>;
  /** The public halves of all keys that are published at this moment, read anew. */
  jwks(): Promise<{ readonly keys: readonly Readonly<Record<string, unknown>>[] }>;
}

export interface KeyRingOptions {
  readonly keys: SigningKeyRepository;
  readonly sealingKey: Buffer;
  readonly now: () => Date;
}

/** How long a key is published before it signs: longer than anybody keeps a list of keys without asking again. */
const LEAD_MS = 600_000;
/** Our own gateways ask for a key they do not know, at most every five seconds. */
const URGENT_LEAD_MS = 10_000;
/** Replicas follow the database; a key that another one made is known before it signs. */
const RELOAD_MS = 2_000;
const OVERLAP_MS = (LONGEST_TOKEN_MINUTES + 5) * 60_000;

/** A key was sealed under another signing key than this installation's. */
export class SealedElsewhere extends Error {
  override readonly name = 'SealedElsewhere';
}

/** @throws SealedElsewhere */
export async function openKeyRing({ keys, sealingKey, now }: KeyRingOptions): Promise<KeyRing> {
  const imported = new Map<string, Promise<CryptoKey>>();
  let known = await keys.allOrFirst(() => createSigningKey(sealingKey, now(), now()));
  let readAt = performance.now();
  await privateKeyOf(plan().signer);

  function plan(): KeyPlan<SigningKey> {
    const found = planKeys(known, now(), OVERLAP_MS);
    if (found === undefined) throw new Error('There is no key to sign access tokens with.');
    return found;
  }

  async function read(): Promise<void> {
    readAt = performance.now();
    known = await keys.all();
  }

  function privateKeyOf(key: SigningKey): Promise<CryptoKey> {
    const found = imported.get(key.kid) ?? importSealed(key, sealingKey);
    imported.set(key.kid, found);
    return found;
  }

  return {
    async signer() {
      // Where the database is away the keys of before go on signing.
      if (performance.now() - readAt > RELOAD_MS) await read().catch(() => undefined);
      const key = plan().signer;
      return { kid: key.kid, privateKey: await privateKeyOf(key) };
    },
    async jwks() {
      await read();
      return { keys: plan().published.map(({ publicJwk }) => publicJwk) };
    },
    async rotate(urgent) {
      const signsFrom = new Date(now().getTime() + (urgent ? URGENT_LEAD_MS : LEAD_MS));
      const key = await createSigningKey(sealingKey, now(), signsFrom);
      await keys.add(key);
      await read();
      await keys.remove(plan().retired);
      return { kid: key.kid, signsFrom };
    },
  };
}

async function createSigningKey(sealingKey: Buffer, createdAt: Date, signsFrom: Date): Promise<SigningKey> {
  const { publicKey, privateKey } = await generateKeyPair(TOKEN_ALGORITHM, { extractable: true });
  const kid = randomUUID();
  const publicJwk = { ...(await exportJWK(publicKey)), kid, alg: TOKEN_ALGORITHM, use: 'sig' };
  const sealedPrivateJwk = seal(JSON.stringify(await exportJWK(privateKey)), sealingKey);
  return Object.assign(new SigningKey(), { kid, publicJwk, sealedPrivateJwk, createdAt, signsFrom });
}

async function importSealed({ sealedPrivateJwk }: SigningKey, sealingKey: Buffer): Promise<CryptoKey> {
  const key = await importJWK(JSON.parse(opened(sealedPrivateJwk, sealingKey)) as JWK, TOKEN_ALGORITHM);
  if (key instanceof Uint8Array) throw new Error('The signing key is not asymmetric.');
  return key;
}

function opened(sealed: string, key: Buffer): string {
  try {
    return unseal(sealed, key);
  } catch (error) {
    throw new SealedElsewhere('The token keys in the users database were sealed under another STOA_SIGNING_KEY.', {
      cause: error,
    });
  }
}
