import type { Contract } from './viewer.ts';

/** A signed token that every gateway checks by itself. */
export interface TokenRule {
  readonly kind: 'token';
  /** By it the tokens of one door are told from those of every other. */
  readonly audience: string;
  readonly minutes: number;
  /** The claim that holds our roles; at one door `roles` means something else. */
  readonly rolesClaim: 'roles' | 'stoa_roles';
  /** Whether an expired token is told from a wrong one (EXPIRED_TOKEN instead of INVALID_TOKEN). */
  readonly tellsExpiry: boolean;
  /** How long its session lives unused, and at most; absent at doors that know no refreshing. */
  readonly refresh?: { readonly idleMinutes: number; readonly longestMinutes: number };
}

/** The id of a session as 32 hex digits, which means nothing to anybody but the users subgraph. */
export interface SessionIdRule {
  readonly kind: 'session_id';
  readonly minutes: number;
  /** For so long after its end an id is said to have expired; then it is unknown. */
  readonly toldExpiredMinutes: number;
}

/** No sign-in: a key that the operator gives out. */
export interface ServiceKeyRule {
  readonly kind: 'service_key';
}

export type CredentialRule = TokenRule | SessionIdRule | ServiceKeyRule;
export type CredentialRules = Readonly<Record<Contract, CredentialRule>>;

export interface CredentialSettings {
  readonly ACCESS_TOKEN_MINUTES: number;
  readonly KPO_ACCESS_TOKEN_MINUTES: number;
  readonly REFRESH_TOKEN_DAYS: number;
  readonly SESSION_DAYS: number;
}

const HOUR = 60;
const DAY = 24 * HOUR;

/** What the credential of each door is. A credential is good at its own door only. */
export function credentialRules(settings: CredentialSettings): CredentialRules {
  const plain = { kind: 'token', rolesClaim: 'roles', tellsExpiry: false } as const;
  return {
    graphql: {
      ...plain,
      audience: 'stoa',
      minutes: settings.ACCESS_TOKEN_MINUTES,
      refresh: { idleMinutes: settings.REFRESH_TOKEN_DAYS * DAY, longestMinutes: settings.SESSION_DAYS * DAY },
    },
    octo: { ...plain, audience: 'fastapi-users:auth', minutes: HOUR },
    msgr: { kind: 'session_id', minutes: HOUR, toldExpiredMinutes: HOUR },
    kpo: {
      ...plain,
      audience: 'kpo',
      minutes: settings.KPO_ACCESS_TOKEN_MINUTES,
      refresh: { idleMinutes: DAY, longestMinutes: DAY },
    },
    trp: { ...plain, audience: 'trp', minutes: DAY, rolesClaim: 'stoa_roles', tellsExpiry: true },
    mz: { kind: 'service_key' },
  };
}

/** The longest life of any token that is checked without asking; for so long a revocation must be remembered. */
export const LONGEST_TOKEN_MINUTES = DAY;

export const TOKEN_ALGORITHM = 'EdDSA';
export const JWKS_PATH = '/.well-known/jwks.json';

/** Who issues the tokens: the public address where one is set, so that two installations never trust each other's. */
export function issuerOf(config: { readonly PUBLIC_URL: string | undefined }): string {
  return config.PUBLIC_URL ?? 'stoa';
}
