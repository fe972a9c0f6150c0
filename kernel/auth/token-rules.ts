import type { Contract } from './viewer.ts';

/** How the access tokens of one door are told from those of every other. */
export interface TokenRule {
  readonly audience: string;
}

/** The doors whose credential is a signed token. A token is good at its own door only. */
export const TOKEN_RULES: Partial<Record<Contract, TokenRule>> = {
  graphql: { audience: 'stoa' },
  octo: { audience: 'fastapi-users:auth' },
};

export const TOKEN_ALGORITHM = 'EdDSA';
export const JWKS_PATH = '/.well-known/jwks.json';

/** Who issues the tokens: the public address where one is set, so that two installations never trust each other's. */
export function issuerOf(config: { readonly PUBLIC_URL: string | undefined }): string {
  return config.PUBLIC_URL ?? 'stoa';
}
