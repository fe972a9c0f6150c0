import DataLoader from 'dataloader';

import { createOutbox } from '../../kernel/follow/index.ts';
import { defineSubgraph } from '../../kernel/subgraph/index.ts';
import { AccountResolver } from './api/account.resolver.ts';
import { AdministrationResolver } from './api/administration.resolver.ts';
import { CredentialResolver } from './api/credential.resolver.ts';
import { PasswordResolver } from './api/password.resolver.ts';
import { SessionFieldResolver, SessionResolver } from './api/session.resolver.ts';
import { SigningKeyResolver } from './api/signing-key.resolver.ts';
import { UserDirectoryResolver } from './api/user-directory.resolver.ts';
import type { UsersContext } from './api/users.context.ts';
import { migrations } from './database/migrations/index.ts';
import { SqlUserDirectoryRepository } from './database/sql-user-directory.repository.ts';
import { SqlUserRepository } from './database/sql-user.repository.ts';
import { SessionSchema } from './entities/session.entity.ts';
import { SigningKeySchema } from './entities/signing-key.entity.ts';
import { UserSchema } from './entities/user.entity.ts';
import { openSessions } from './open-sessions.ts';
import { AccountDeletionService } from './services/account-deletion.service.ts';
import { AdministrationService } from './services/administration.service.ts';
import { ProfileService } from './services/profile.service.ts';
import { RegistrationService } from './services/registration.service.ts';
import { UserDirectoryService } from './services/user-directory.service.ts';

export const users = defineSubgraph<UsersContext>({
  name: 'users',
  entities: [UserSchema, SessionSchema, SigningKeySchema],
  migrations,
  resolvers: [
    AccountResolver,
    AdministrationResolver,
    UserDirectoryResolver,
    SessionResolver,
    SessionFieldResolver,
    PasswordResolver,
    CredentialResolver,
    SigningKeyResolver,
  ],
  references: {
    User: ({ id }: { id: string }, { profileById }: UsersContext) => profileById.load(id),
  },
  async open(platform) {
    const { database, logger, newId, now, peer } = platform;
    const outbox = createOutbox({ owner: 'users', database, peer, logger });
    const signedIn = await openSessions(platform);
    return {
      scope(request) {
        const { viewer, contract, em } = request;
        const accounts = new SqlUserRepository(em, outbox, signedIn.sql);
        const { announcer, hasher: passwords } = signedIn;
        const { keeper, ...ofSessions } = signedIn.forRequest(request, accounts);
        const shared = { viewer, contract, users: accounts, passwords, sessions: keeper, announcer, now, newId };
        const profiles = new ProfileService(shared);
        return {
          ...ofSessions,
          profiles,
          registrations: new RegistrationService(shared),
          deletions: new AccountDeletionService(shared),
          administration: new AdministrationService(shared),
          directory: new UserDirectoryService({ ...shared, directory: new SqlUserDirectoryRepository(em) }),
          profileById: new DataLoader((ids: readonly string[]) => profiles.byIds(ids)),
        };
      },
      published: signedIn.published,
      async close() {
        await signedIn.close();
        await outbox.close();
      },
    };
  },
});
