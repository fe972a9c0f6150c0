import type { FriendshipService } from '../services/friendship.service.ts';

/** What a resolver of this subgraph finds in its context. */
export interface FriendsContext {
  readonly friendships: FriendshipService;
}
