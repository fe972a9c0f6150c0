import { requireService } from '../../../kernel/auth/index.ts';
import type { Standing, TwoUsers } from '../repositories/friendship.repository.ts';
import type { FriendsDependencies } from './friends.dependencies.ts';

/** How two users stand with each other, blocks included. */
export class StandingService {
  readonly #deps: FriendsDependencies;

  constructor(deps: FriendsDependencies) {
    this.#deps = deps;
  }

  /** For references out of other subgraphs, asked by themselves. @throws UNAUTHENTICATED, FORBIDDEN */
  async of(pair: TwoUsers): Promise<TwoUsers & Standing> {
    requireService(this.#deps.viewer);
    return { ...pair, ...(await this.#deps.friendships.standingOf(pair)) };
  }
}
