import { requireOwner, requireUser } from '../../../kernel/auth/index.ts';
import type { OffsetPage, OffsetRequest, Page, PageRequest, TimeKey } from '../../../kernel/pagination/index.ts';
import type { Friendship } from '../entities/friendship.entity.ts';
import type { FriendsDependencies } from './friends.dependencies.ts';

/** Some of the viewer's friends, by what makes them so. */
export interface FriendsOfViewer {
  readonly viewerId: string;
  readonly page: Page<Friendship>;
}

/** What a user's friends and requests are. All but the last three are for the user and administrators. */
export class FriendListService {
  readonly #deps: FriendsDependencies;

  constructor(deps: FriendsDependencies) {
    this.#deps = deps;
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

  /** @throws UNAUTHENTICATED, FORBIDDEN */
  async requestsOf(userId: string, page: PageRequest<TimeKey>): Promise<Page<Friendship>> {
    requireOwner(this.#deps.viewer, userId);
    return await this.#deps.friendships.requestsOf(userId, page);
  }

  /** @throws UNAUTHENTICATED, FORBIDDEN */
  async allOf(userId: string, place: OffsetRequest): Promise<OffsetPage<Friendship>> {
    requireOwner(this.#deps.viewer, userId);
    return await this.#deps.friendships.allOf(userId, place);
  }

  /** @throws UNAUTHENTICATED, FORBIDDEN */
  async countFriendsOf(userId: string): Promise<number> {
    requireOwner(this.#deps.viewer, userId);
    return await this.#deps.friendships.countFriendsOf(userId);
  }

  /** @throws UNAUTHENTICATED, FORBIDDEN */
  async countRequestsTo(userId: string): Promise<number> {
    requireOwner(this.#deps.viewer, userId);
    return await this.#deps.friendships.countRequestsTo(userId);
  }

  /** Friends whom the viewer and the user both have; for the signed-in. @throws UNAUTHENTICATED */
  async mutualOf(userId: string, page: PageRequest<TimeKey>): Promise<FriendsOfViewer> {
    const { id: viewerId } = requireUser(this.#deps.viewer);
    return { viewerId, page: await this.#deps.friendships.mutualOf(userId, viewerId, page) };
  }

  /** @throws UNAUTHENTICATED */
  async countMutualOf(userId: string): Promise<number> {
    const { id: viewerId } = requireUser(this.#deps.viewer);
    return await this.#deps.friendships.countMutualOf(userId, viewerId);
  }

  /** What the viewer may know of being between the viewer and the user. @throws UNAUTHENTICATED */
  async withViewer(userId: string): Promise<Friendship | null> {
    const { id: viewerId } = requireUser(this.#deps.viewer);
    return (await this.#deps.friendships.withViewer(userId, viewerId)) ?? null;
  }
}
