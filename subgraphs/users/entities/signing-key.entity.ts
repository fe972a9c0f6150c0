import { defineEntity, p } from '@mikro-orm/core';

const SigningKeySchema = defineEntity({
  name: 'SigningKey',
  tableName: 'signing_key',
  properties: {
    kid: p.text().primary(),
    publicJwk: p.json().$type<Readonly<Record<string, unknown>>>(),
    sealedPrivateJwk: p.text(),
    createdAt: p.datetime(),
    signsFrom: p.datetime(3),
  },
});

/** A key pair that signs access tokens. The private half is stored sealed, never in the clear. */
export class SigningKey extends SigningKeySchema.class {}

SigningKeySchema.setClass(SigningKey);
export { SigningKeySchema };

/** What the keys of an installation are for at one moment. */
export interface KeyPlan<Key> {
  readonly signer: Key;
  /** Known to everybody who checks tokens: those to come, the one that signs, and those whose tokens still live. */
  readonly published: readonly Key[];
  readonly retired: readonly Key[];
}

/**
 * Every replica comes to the same plan from the same rows: of the keys whose time has come the latest signs; a key is
 * retired `overlapMs` after the next one has begun. Undefined where there is no key.
 */
export function planKeys<Key extends Pick<SigningKey, 'signsFrom'>>(
  keys: readonly Key[],
  now: Date,
  overlapMs: number,
): KeyPlan<Key> | undefined {
  const inTurn = keys.toSorted((a, b) => a.signsFrom.getTime() - b.signsFrom.getTime());
  const isRetired = (_key: Key, place: number): boolean => {
    const next = inTurn[place + 1];
    return next !== undefined && next.signsFrom.getTime() + overlapMs <= now.getTime();
  };
  const signer = inTurn.findLast(({ signsFrom }) => signsFrom <= now) ?? inTurn[0];
  if (signer === undefined) return undefined;
  return {
    signer,
    published: inTurn.filter((key, place) => !isRetired(key, place)),
    retired: inTurn.filter(isRetired),
  };
}
