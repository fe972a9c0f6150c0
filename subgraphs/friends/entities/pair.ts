import type { Block } from './block.entity.ts';
import type { BlockAction, FriendshipAction } from './friendship-transitions.ts';
import type { Friendship } from './friendship.entity.ts';

/** What is between two users at one moment. */
export interface Pair {
  readonly friendship: Friendship | undefined;
  readonly blocks: readonly Block[];
  /** Those of the two whose account is gone. */
  readonly departed: readonly string[];
}

/** One change of what is between two users. */
export type PairChange =
  | { readonly kind: 'add_friendship'; readonly friendship: Friendship }
  | { readonly kind: 'save_friendship'; readonly friendship: Friendship }
  | { readonly kind: 'end_friendship'; readonly friendship: Friendship }
  /** Older requests than `since` count no longer. */
  | { readonly kind: 'count_request'; readonly requesterId: string; readonly at: Date; readonly since: Date }
  | { readonly kind: 'add_block'; readonly block: Block }
  | { readonly kind: 'end_block'; readonly block: Block };

/** What an operation answers, and what it changes; both or neither come about. */
export interface Decision<Outcome> {
  readonly outcome: Outcome;
  readonly changes: readonly PairChange[];
}

export function unchanged<Outcome>(outcome: Outcome): Decision<Outcome> {
  return { outcome, changes: [] };
}

export function blockBy({ blocks }: Pair, blockerId: string): Block | undefined {
  return blocks.find((block) => block.blockerId === blockerId);
}

/** What becomes of a friendship when one of the two acts; nothing changes where it stays as it is, or where they may not. */
export function act(
  friendship: Friendship,
  userId: string,
  { action, now }: { readonly action: FriendshipAction | BlockAction; readonly now: Date },
): { readonly friendship: Friendship; readonly changes: readonly PairChange[] } {
  const state = friendship.next(userId, action);
  if (state === undefined || state === friendship.state) return { friendship, changes: [] };
  if (state === 'ENDED') return { friendship, changes: [{ kind: 'end_friendship', friendship }] };
  const changed = friendship.with({ state }, now);
  return { friendship: changed, changes: [{ kind: 'save_friendship', friendship: changed }] };
}
