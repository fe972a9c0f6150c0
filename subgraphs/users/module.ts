import DataLoader from 'dataloader';

import { issuerOf, JWKS_PATH } from '../../kernel/auth/index.ts';
import { createOutbox } from '../../kernel/follow/index.ts';
import { defineSubgraph } from '../../kernel/subgraph/index.ts';
import { AccountResolver } from './api/account.resolver.ts';
import type { UsersContext } from './api/users.context.ts';
import { migrations } from './database/migrations/index.ts';
import { SqlSigningKeyRepository } from './database/sql-signing-key.repository.ts';
import { SqlUserRepository } from './database/sql-user.repository.ts';
import { SigningKeySchema } from './entities/signing-key.entity.ts';
import { UserSchema } from './entities/user.entity.ts';
import { createArgon2PasswordHasher } from './security/argon2-password-hasher.ts';
import { createJoseTokenIssuer } from './security/jose-token-issuer.ts';
import { openKeyRing } from './security/key-ring.ts';
import { AccountService } from './services/account.service.ts';

/** The old server's sessions of this door lived an hour. */
const OCTO_TOKEN_MINUTES = 60;

export const users = defineSubgraph<UsersContext>({
  name: 'users',
  entities: [UserSchema, SigningKeySchema],
  migrations,
  resolvers: [AccountResolver],
  references: {
    User: ({ id }: { id: string }, { profiles }: UsersContext) => profiles.load(id),
  },
  async open({ config, database, keyFor, logger, newId, now, peer }) {
    const outbox = createOutbox({ owner: 'users', database, peer, logger });
    const keys = await openKeyRing(new SqlSigningKeyRepository(database.fork()), keyFor('seal token keys'), now());
    const passwords = await createArgon2PasswordHasher();
    const minutes = { graphql: config.ACCESS_TOKEN_MINUTES, octo: OCTO_TOKEN_MINUTES };
    const tokens = createJoseTokenIssuer({ keys, issuer: issuerOf(config), minutes, now, newId });
    return {
      scope({ viewer, contract, em }) {
        const accounts = new AccountService({
          viewer,
          contract,
          users: new SqlUserRepository(em, outbox),
          passwords,
          tokens,
          now,
          newId,
        });
        return { accounts, profiles: new DataLoader((ids: readonly string[]) => accounts.byIds(ids)) };
      },
      published: { [JWKS_PATH]: () => Promise.resolve(keys.jwks) },
      close: () => outbox.close(),
    };
  },
});
