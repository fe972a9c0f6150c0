import { isAdministrator, requireService, requireUser } from '../../../kernel/auth/index.ts';
import { AppError } from '../../../kernel/errors/index.ts';
import { Friendship } from '../entities/friendship.entity.ts';
import { act, blockBy, unchanged, type Decision } from '../entities/pair.ts';
import type { FriendsDependencies } from './friends.dependencies.ts';
import { retryAt, windowOf, MOST_REQUESTS } from './request-limit.ts';
import { requireTag, requireTagOfService } from './tag-rules.ts';

export type RequestFriendshipOutcome =
  | { readonly kind: 'friendship_requested'; readonly friendship: Friendship }
  | { readonly kind: 'self_friendship' }
  | { readonly kind: 'user_not_found'; readonly userId: string }
  | { readonly kind: 'blocked_by_viewer'; readonly userId: string }
  | { readonly kind: 'too_many_requests'; readonly retryAt: Date };

export type CreateFriendshipOutcome =
  | { readonly kind: 'friendship_created'; readonly friendship: Friendship }
  | { readonly kind: 'friendship_exists'; readonly requesterId: string; readonly addresseeId: string }
  | { readonly kind: 'self_friendship' }
  | { readonly kind: 'user_not_found'; readonly userId: string };

export interface FriendshipOfTwo {
  readonly requesterId: string;
  readonly addresseeId: string;
  readonly tag: string;
}

/** How friendships begin. */
export class RequestService {
  readonly #deps: FriendsDependencies;

  constructor(deps: FriendsDependencies) {
    this.#deps = deps;
  }

  /**
   * For the signed-in user. Asking somebody who has asked already accepts; asking twice changes nothing. Whether the
   * other one has blocked the asker shows nowhere: the request is then hidden from the other one only.
   * @throws UNAUTHENTICATED, BAD_USER_INPUT
   */
  async request(userId: string, tag: string): Promise<RequestFriendshipOutcome> {
    const { id: requesterId } = requireUser(this.#deps.viewer);
    requireTag(tag);
    const addresseeId = await this.#deps.findUser(userId);
    if (addresseeId === undefined) return { kind: 'user_not_found', userId };
    if (addresseeId === requesterId) return { kind: 'self_friendship' };
    const now = this.#deps.now();
    return await this.#deps.pairs.change<RequestFriendshipOutcome>(
      { actorId: requesterId, otherId: addresseeId },
      async (pair, requestsSince): Promise<Decision<RequestFriendshipOutcome>> => {
        if (pair.departed.includes(requesterId)) throw new AppError('UNAUTHENTICATED');
        if (pair.departed.includes(addresseeId)) return unchanged({ kind: 'user_not_found', userId });
        if (blockBy(pair, requesterId) !== undefined) return unchanged({ kind: 'blocked_by_viewer', userId });
        if (pair.friendship !== undefined) {
          const { friendship, changes } = act(pair.friendship, requesterId, { action: 'REQUEST', now });
          return { outcome: { kind: 'friendship_requested', friendship }, changes };
        }
        const since = windowOf(now);
        const recent = await requestsSince(since);
        if (recent.count >= MOST_REQUESTS)
          return unchanged({ kind: 'too_many_requests', retryAt: retryAt(recent.oldest ?? now) });
        const state = blockBy(pair, addresseeId) === undefined ? 'PENDING' : 'HIDDEN';
        const friendship = Friendship.begin({ id: this.#deps.newId(), requesterId, addresseeId, tag, state, now });
        return {
          outcome: { kind: 'friendship_requested', friendship },
          changes: [
            { kind: 'add_friendship', friendship },
            { kind: 'count_request', requesterId, at: now, since },
          ],
        };
      },
    );
  }

  /**
   * For services, on behalf of two users who have agreed elsewhere; and for administrators. A pair of which one has
   * blocked the other is answered as one that exists.
   * @throws UNAUTHENTICATED, FORBIDDEN, BAD_USER_INPUT
   */
  async create({ tag, ...asked }: FriendshipOfTwo): Promise<CreateFriendshipOutcome> {
    if (!isAdministrator(this.#deps.viewer)) requireService(this.#deps.viewer);
    requireTagOfService(tag);
    if (asked.requesterId.toLowerCase() === asked.addresseeId.toLowerCase()) return { kind: 'self_friendship' };
    const [requesterId, addresseeId] = await Promise.all([
      this.#deps.findUser(asked.requesterId),
      this.#deps.findUser(asked.addresseeId),
    ]);
    if (requesterId === undefined) return { kind: 'user_not_found', userId: asked.requesterId };
    if (addresseeId === undefined) return { kind: 'user_not_found', userId: asked.addresseeId };
    const now = this.#deps.now();
    return await this.#deps.pairs.change<CreateFriendshipOutcome>(
      { actorId: requesterId, otherId: addresseeId },
      (pair): Decision<CreateFriendshipOutcome> => {
        const [userId] = [requesterId, addresseeId].filter((id) => pair.departed.includes(id));
        if (userId !== undefined) return unchanged({ kind: 'user_not_found', userId });
        if (pair.friendship !== undefined || pair.blocks.length > 0)
          return unchanged({ kind: 'friendship_exists', requesterId, addresseeId });
        const state = 'ACCEPTED';
        const friendship = Friendship.begin({ id: this.#deps.newId(), requesterId, addresseeId, tag, state, now });
        return {
          outcome: { kind: 'friendship_created', friendship },
          changes: [{ kind: 'add_friendship', friendship }],
        };
      },
    );
  }
}
