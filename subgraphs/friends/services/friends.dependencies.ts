import type { Viewer } from '../../../kernel/auth/index.ts';
import type { FriendshipRepository } from '../repositories/friendship.repository.ts';
import type { PairRepository } from '../repositories/pair.repository.ts';

/** What the services of one request stand on. */
export interface FriendsDependencies {
  readonly viewer: Viewer;
  readonly friendships: FriendshipRepository;
  readonly pairs: PairRepository;
  /**
   * The id of a user as the owner of users writes it; undefined where there is none, or none that is active. Ids of
   * any text are answered.
   */
  readonly findUser: (id: string) => Promise<string | undefined>;
  readonly now: () => Date;
  readonly newId: () => string;
}
