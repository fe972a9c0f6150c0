import type { BlockService } from '../services/block.service.ts';
import type { FriendListService } from '../services/friend-list.service.ts';
import type { FriendshipService } from '../services/friendship.service.ts';
import type { RequestService } from '../services/request.service.ts';
import type { StandingService } from '../services/standing.service.ts';

/** What a resolver of this subgraph finds in its context. */
export interface FriendsContext {
  readonly friendships: FriendshipService;
  readonly requests: RequestService;
  readonly blocks: BlockService;
  readonly lists: FriendListService;
  readonly standings: StandingService;
}
