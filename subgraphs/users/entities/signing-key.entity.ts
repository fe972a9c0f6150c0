import { defineEntity, p } from '@mikro-orm/core';

const SigningKeySchema = defineEntity({
  name: 'SigningKey',
  tableName: 'signing_key',
  properties: {
    kid: p.text().primary(),
    publicJwk: p.json().$type<Readonly<Record<string, unknown>>>(),
    sealedPrivateJwk: p.text(),
    createdAt: p.datetime(),
  },
});

/** A key pair that signs access tokens. The private half is stored sealed, never in the clear. */
export class SigningKey extends SigningKeySchema.class {}

SigningKeySchema.setClass(SigningKey);
export { SigningKeySchema };
