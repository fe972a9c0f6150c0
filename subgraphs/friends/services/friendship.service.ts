import { maySeePrivate, requireOwner, requireUser, type Viewer } from '../../../kernel/auth/index.ts';
import { AppError, textProblems } from '../../../kernel/errors/index.ts';
import type { Page, PageRequest, TimeKey } from '../../../kernel/pagination/index.ts';
import { Friendship } from '../entities/friendship.entity.ts';
import type { FriendshipRepository } from '../repositories/friendship.repository.ts';

export type RequestFriendshipOutcome =
  | { readonly kind: 'friendship_requested'; readonly friendship: Friendship }
  | { readonly kind: 'self_friendship' }
  | { readonly kind: 'user_not_found'; readonly userId: string };

export interface FriendshipDependencies {
  readonly viewer: Viewer;
  readonly friendships: FriendshipRepository;
  /** The id of a user as the owner of users writes it; undefined where there is none. Ids of any text are answered. */
  readonly findUser: (id: string) => Promise<string | undefined>;
  readonly now: () => Date;
  readonly newId: () => string;
}

const TAG = { min: 0, max: 200 };

/** Friendships, as one viewer may use them. */
export class FriendshipService {
  readonly #deps: FriendshipDependencies;

  constructor(deps: FriendshipDependencies) {
    this.#deps = deps;
  }

  /** For the signed-in user. Asking somebody who has asked already accepts; asking twice changes nothing. */
  async request(userId: string, tag: string): Promise<RequestFriendshipOutcome> {
    const { id: requesterId } = requireUser(this.#deps.viewer);
    const [problem] = textProblems('input.tag', tag, TAG);
    if (problem !== undefined) throw new AppError('BAD_USER_INPUT', problem);
    const addresseeId = await this.#deps.findUser(userId);
    if (addresseeId === undefined) return { kind: 'user_not_found', userId };
    if (addresseeId === requesterId) return { kind: 'self_friendship' };
    const now = this.#deps.now();
    const request = Friendship.request({ id: this.#deps.newId(), requesterId, addresseeId, tag, now });
    const friendship = await this.#deps.friendships.addOrMeet(request, (known) => {
      known.requestAgain(requesterId, now);
    });
    return { kind: 'friendship_requested', friendship };
  }

  /** For references out of other subgraphs: what the viewer may not see is as if absent. */
  async byReference(id: string): Promise<Friendship | null> {
    const friendship = await this.#deps.friendships.byId(id);
    return friendship !== undefined && this.#maySee(friendship) ? friendship : null;
  }

  /** @throws UNAUTHENTICATED, FORBIDDEN */
  async friendsOf(userId: string, page: PageRequest<TimeKey>): Promise<Page<Friendship>> {
    requireOwner(this.#deps.viewer, userId);
    return await this.#deps.friendships.friendsOf(userId, page);
  }

  /** @throws UNAUTHENTICATED, FORBIDDEN */
  async requestsTo(userId: string, page: PageRequest<TimeKey>): Promise<Page<Friendship>> {
    requireOwner(this.#deps.viewer, userId);
    return await this.#deps.friendships.requestsTo(userId, page);
  }

  #maySee({ requesterId, addresseeId }: Friendship): boolean {
    return maySeePrivate(this.#deps.viewer, requesterId) || maySeePrivate(this.#deps.viewer, addresseeId);
  }
}
