import { isAdministrator, requireSignedIn, requireUser } from '../../../kernel/auth/index.ts';
import type { FriendshipAction } from '../entities/friendship-transitions.ts';
import type { Friendship } from '../entities/friendship.entity.ts';
import { act, unchanged, type Decision } from '../entities/pair.ts';
import type { FriendsDependencies } from './friends.dependencies.ts';
import { requireTag } from './tag-rules.ts';

/** Why nothing was done. */
export type FriendshipRefusal =
  | { readonly kind: 'friendship_not_found'; readonly friendshipId: string }
  | {
      readonly kind: 'friendship_change_refused';
      readonly friendship: Friendship;
      readonly allowedActions: readonly FriendshipAction[];
    };

export type AcceptFriendshipOutcome =
  { readonly kind: 'friendship_accepted'; readonly friendship: Friendship } | FriendshipRefusal;

export type UpdateFriendshipTagOutcome =
  { readonly kind: 'friendship_tag_updated'; readonly friendship: Friendship } | FriendshipRefusal;

/** What is left of a friendship that has ended: who the other one was. */
export interface EndedFriendship<Kind extends string> {
  readonly kind: Kind;
  readonly friendshipId: string;
  readonly userId: string;
}

export type DeclineFriendshipOutcome = EndedFriendship<'friendship_declined'> | FriendshipRefusal;
export type CancelFriendshipRequestOutcome = EndedFriendship<'friendship_request_cancelled'> | FriendshipRefusal;
export type RemoveFriendshipOutcome = EndedFriendship<'friendship_removed'> | FriendshipRefusal;

interface Wish<Outcome> {
  readonly action: FriendshipAction;
  /** What is answered where the action was allowed. */
  readonly answer: (friendship: Friendship, userId: string) => Outcome;
  readonly tag?: string;
}

/** Friendships and requests, as one viewer may use them. */
export class FriendshipService {
  readonly #deps: FriendsDependencies;

  constructor(deps: FriendsDependencies) {
    this.#deps = deps;
  }

  /** For the two and administrators; what the viewer may not see is as if absent. @throws UNAUTHENTICATED */
  async byId(id: string): Promise<Friendship | null> {
    requireSignedIn(this.#deps.viewer);
    return await this.byReference(id);
  }

  /** For references out of other subgraphs: what the viewer may not see is as if absent. */
  async byReference(id: string): Promise<Friendship | null> {
    const friendship = await this.#deps.friendships.byId(id);
    return friendship !== undefined && this.#maySee(friendship) ? friendship : null;
  }

  /** What the viewer may do to it now; nothing for anybody but the two. */
  allowedActions(friendship: Friendship): readonly FriendshipAction[] {
    const { viewer } = this.#deps;
    return viewer.kind === 'user' ? friendship.allowedTo(viewer.id) : [];
  }

  /** For the addressee; accepting twice changes nothing. @throws UNAUTHENTICATED */
  async accept(id: string): Promise<AcceptFriendshipOutcome> {
    const answer = (friendship: Friendship) => ({ kind: 'friendship_accepted', friendship }) as const;
    return await this.#act<AcceptFriendshipOutcome>(id, { action: 'ACCEPT', answer });
  }

  /** For the addressee of a request that waits. @throws UNAUTHENTICATED */
  async decline(id: string): Promise<DeclineFriendshipOutcome> {
    return await this.#act<DeclineFriendshipOutcome>(id, { action: 'DECLINE', answer: ended('friendship_declined') });
  }

  /** For the requester of a request that waits. @throws UNAUTHENTICATED */
  async cancel(id: string): Promise<CancelFriendshipRequestOutcome> {
    const answer = ended('friendship_request_cancelled');
    return await this.#act<CancelFriendshipRequestOutcome>(id, { action: 'CANCEL', answer });
  }

  /** For either of two friends. @throws UNAUTHENTICATED */
  async remove(id: string): Promise<RemoveFriendshipOutcome> {
    return await this.#act<RemoveFriendshipOutcome>(id, { action: 'REMOVE', answer: ended('friendship_removed') });
  }

  /** For the requester, whose word the tag is. @throws UNAUTHENTICATED, BAD_USER_INPUT */
  async updateTag(id: string, tag: string): Promise<UpdateFriendshipTagOutcome> {
    requireUser(this.#deps.viewer);
    requireTag(tag);
    const answer = (friendship: Friendship) => ({ kind: 'friendship_tag_updated', friendship }) as const;
    return await this.#act<UpdateFriendshipTagOutcome>(id, { action: 'TAG', answer, tag });
  }

  async #act<Outcome>(id: string, wish: Wish<Outcome>): Promise<Outcome | FriendshipRefusal> {
    const { id: actorId } = requireUser(this.#deps.viewer);
    const known = await this.#deps.friendships.byId(id);
    const notFound = { kind: 'friendship_not_found', friendshipId: id } as const;
    if (known?.sideOf(actorId) === undefined) return notFound;
    const { action, answer, tag } = wish;
    const now = this.#deps.now();
    return await this.#deps.pairs.change<Outcome | FriendshipRefusal>(
      { actorId, otherId: known.friendOf(actorId) },
      ({ friendship: present }): Decision<Outcome | FriendshipRefusal> => {
        if (present?.id !== known.id || !present.isVisibleTo(actorId)) return unchanged(notFound);
        if (present.next(actorId, action) === undefined) return unchanged(refusal(present, actorId));
        if (tag === undefined) {
          const { friendship, changes } = act(present, actorId, { action, now });
          return { outcome: answer(friendship, actorId), changes };
        }
        const tagged = present.with({ tag }, now);
        return { outcome: answer(tagged, actorId), changes: [{ kind: 'save_friendship', friendship: tagged }] };
      },
    );
  }

  #maySee(friendship: Friendship): boolean {
    const { viewer } = this.#deps;
    if (viewer.kind === 'service' || isAdministrator(viewer)) return true;
    return viewer.kind === 'user' && friendship.isVisibleTo(viewer.id);
  }
}

function ended<Kind extends string>(kind: Kind) {
  return (friendship: Friendship, userId: string): EndedFriendship<Kind> => ({
    kind,
    friendshipId: friendship.id,
    userId: friendship.friendOf(userId),
  });
}

function refusal(friendship: Friendship, userId: string): FriendshipRefusal {
  return { kind: 'friendship_change_refused', friendship, allowedActions: friendship.allowedTo(userId) };
}
