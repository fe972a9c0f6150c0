import { credentialRules, issuerOf, JWKS_PATH, LONGEST_TOKEN_MINUTES } from '../../kernel/auth/index.ts';
import { StartError } from '../../kernel/lifecycle/index.ts';
import { openRevocations } from '../../kernel/revocation/index.ts';
import type { Platform, RequestContext } from '../../kernel/subgraph/index.ts';
import type { SessionSqlOptions } from './database/revoke.ts';
import { SqlPasswordRepository } from './database/sql-password.repository.ts';
import { SqlRevocationRepository } from './database/sql-revocation.repository.ts';
import { SqlSessionRepository } from './database/sql-session.repository.ts';
import { SqlSigningKeyRepository } from './database/sql-signing-key.repository.ts';
import type { UserRepository } from './repositories/user.repository.ts';
import { createRevocationAnnouncer } from './revocation-announcer.ts';
import { createArgon2PasswordHasher } from './security/argon2-password-hasher.ts';
import { createJoseTokenIssuer } from './security/jose-token-issuer.ts';
import { openKeyRing, SealedElsewhere } from './security/key-ring.ts';
import { createPurge } from './purge.ts';
import { PasswordService } from './services/password.service.ts';
import { createRefreshTokens } from './services/refresh-token.ts';
import { SessionKeeper } from './services/session-keeper.ts';
import { SessionService } from './services/session.service.ts';
import { SignInService } from './services/sign-in.service.ts';
import { SigningKeyService } from './services/signing-key.service.ts';

const MINUTE_MS = 60_000;

/** Opens what sessions, passwords and keys stand on; `forRequest` makes their services. */
export async function openSessions({ config, database, keyFor, logger, newId, now, revocations }: Platform) {
  const rules = credentialRules(config);
  const sql: SessionSqlOptions = {
    now,
    tokenMs: (contract) => (rules[contract].kind === 'service_key' ? 0 : rules[contract].minutes * MINUTE_MS),
    longestTokenMs: LONGEST_TOKEN_MINUTES * MINUTE_MS,
  };
  const hasher = await createArgon2PasswordHasher();
  const refreshTokens = createRefreshTokens(keyFor('refresh tokens'));
  const keys = await openKeyRing({
    keys: new SqlSigningKeyRepository(() => database.fork()),
    sealingKey: keyFor('seal token keys'),
    now,
  }).catch(explain);
  const tokens = createJoseTokenIssuer({ keys, issuer: issuerOf(config), rules, newId });
  const feed = revocations ?? (await openRevocations(config.REDIS_URL, logger));
  const stored = new SqlRevocationRepository(() => database.fork(), now);
  const announcer = createRevocationAnnouncer({ stored, feed, logger });
  const purge = createPurge(() => new SqlSessionRepository(database.fork(), sql).purge(), logger);

  return {
    /** Hashes passwords for all services. */
    hasher,
    /** For what ends sessions in the transaction of another change: the adapter's options, and who tells the gateways. */
    sql,
    announcer,
    forRequest({ viewer, contract, em }: RequestContext, users: UserRepository) {
      const sessions = new SqlSessionRepository(em, sql);
      const secrets = new SqlPasswordRepository(em, sql);
      const graceMs = config.REFRESH_GRACE_SECONDS * 1_000;
      const keeper = new SessionKeeper({
        contract,
        rules,
        graceMs,
        sessions,
        refreshTokens,
        tokens,
        announcer,
        now,
        newId,
      });
      return {
        /** Opens and ends sessions for other use cases. */
        keeper,
        sessions: new SessionService({ viewer, contract, rules, sessions, keeper, announcer, now }),
        signIns: new SignInService({ contract, users, hashes: secrets, passwords: hasher, sessions: keeper }),
        passwords: new PasswordService({ viewer, contract, users, stored: secrets, passwords: hasher, announcer, now }),
        keys: new SigningKeyService(viewer, keys),
      };
    },
    published: { [JWKS_PATH]: () => keys.jwks() },
    async close(): Promise<void> {
      await purge.close();
      await announcer.close();
      if (revocations === undefined) await feed.close();
    },
  };
}

/** Whoever starts an installation with another secret has to be told what to do about it, not where it was noticed. */
function explain(error: unknown): never {
  if (!(error instanceof SealedElsewhere)) throw error;
  throw new StartError(
    `${error.message}\nStart with the one of before. Where it is lost, delete all rows of signing_key in that database: new keys are made, and everybody signs in again.`,
  );
}
