import { requireOwner, requireUser } from '../../../kernel/auth/index.ts';
import { AppError } from '../../../kernel/errors/index.ts';
import type { Page, PageRequest, TimeKey } from '../../../kernel/pagination/index.ts';
import { Block } from '../entities/block.entity.ts';
import { act, blockBy, unchanged, type Decision, type PairChange } from '../entities/pair.ts';
import type { FriendsDependencies } from './friends.dependencies.ts';

export type BlockUserOutcome =
  | { readonly kind: 'user_blocked'; readonly block: Block }
  | { readonly kind: 'self_block' }
  | { readonly kind: 'user_not_found'; readonly userId: string };

export type UnblockUserOutcome =
  | { readonly kind: 'user_unblocked'; readonly userId: string }
  | { readonly kind: 'user_not_found'; readonly userId: string };

/** Blocks, as one viewer may set them. */
export class BlockService {
  readonly #deps: FriendsDependencies;

  constructor(deps: FriendsDependencies) {
    this.#deps = deps;
  }

  /**
   * For the signed-in user. Ends what the two are to each other; a request of the blocked one is hidden instead, so
   * that it looks to them as it did. Blocking twice changes nothing.
   * @throws UNAUTHENTICATED
   */
  async block(userId: string): Promise<BlockUserOutcome> {
    const { id: blockerId } = requireUser(this.#deps.viewer);
    const blockedId = await this.#deps.findUser(userId);
    if (blockedId === undefined) return { kind: 'user_not_found', userId };
    if (blockedId === blockerId) return { kind: 'self_block' };
    const now = this.#deps.now();
    return await this.#deps.pairs.change<BlockUserOutcome>(
      { actorId: blockerId, otherId: blockedId },
      (pair): Decision<BlockUserOutcome> => {
        if (pair.departed.includes(blockerId)) throw new AppError('UNAUTHENTICATED');
        if (pair.departed.includes(blockedId)) return unchanged({ kind: 'user_not_found', userId });
        const known = blockBy(pair, blockerId);
        if (known !== undefined) return unchanged({ kind: 'user_blocked', block: known });
        const block = Block.begin({ id: this.#deps.newId(), blockerId, blockedId, createdAt: now });
        const ending: readonly PairChange[] =
          pair.friendship === undefined ? [] : act(pair.friendship, blockerId, { action: 'BLOCK', now }).changes;
        return { outcome: { kind: 'user_blocked', block }, changes: [{ kind: 'add_block', block }, ...ending] };
      },
    );
  }

  /**
   * For the signed-in user. A request that the other one has made meanwhile is shown from now on. Unblocking somebody
   * who is not blocked changes nothing.
   * @throws UNAUTHENTICATED
   */
  async unblock(userId: string): Promise<UnblockUserOutcome> {
    const { id: blockerId } = requireUser(this.#deps.viewer);
    // Somebody whose account is inactive is no user to the others, and can be unblocked nevertheless.
    const block = await this.#deps.friendships.blockBetween(blockerId, userId);
    if (block === undefined) {
      const known = await this.#deps.findUser(userId);
      return known === undefined ? { kind: 'user_not_found', userId } : { kind: 'user_unblocked', userId: known };
    }
    const now = this.#deps.now();
    return await this.#deps.pairs.change<UnblockUserOutcome>(
      { actorId: blockerId, otherId: block.blockedId },
      (pair): Decision<UnblockUserOutcome> => {
        const outcome = { kind: 'user_unblocked', userId: block.blockedId } as const;
        const present = blockBy(pair, blockerId);
        if (present === undefined) return unchanged(outcome);
        const showing: readonly PairChange[] =
          pair.friendship === undefined ? [] : act(pair.friendship, blockerId, { action: 'UNBLOCK', now }).changes;
        return { outcome, changes: [{ kind: 'end_block', block: present }, ...showing] };
      },
    );
  }

  /** For the user and administrators. @throws UNAUTHENTICATED, FORBIDDEN */
  async blocksOf(userId: string, page: PageRequest<TimeKey>): Promise<Page<Block>> {
    requireOwner(this.#deps.viewer, userId);
    return await this.#deps.friendships.blocksOf(userId, page);
  }
}
