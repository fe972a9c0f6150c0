/** What clients see of a friendship. */
export const FRIENDSHIP_STATUSES = ['PENDING', 'ACCEPTED'] as const;
export type FriendshipStatus = (typeof FRIENDSHIP_STATUSES)[number];

/** What is stored: `HIDDEN` is a request to somebody who has blocked the requester, and looks pending to the requester. */
export type FriendshipState = FriendshipStatus | 'HIDDEN';

/** What one of the two may do to a friendship. */
export const FRIENDSHIP_ACTIONS = ['REQUEST', 'ACCEPT', 'DECLINE', 'CANCEL', 'REMOVE', 'TAG'] as const;
export type FriendshipAction = (typeof FRIENDSHIP_ACTIONS)[number];

/** Blocking is always allowed; the table says what it makes of a friendship. */
export type BlockAction = 'BLOCK' | 'UNBLOCK';

export type FriendshipSide = 'requester' | 'addressee';

type NextStates = Readonly<Partial<Record<FriendshipAction | BlockAction, FriendshipState | 'ENDED'>>>;

/** Who may do what, and what becomes of it. The requester's rows of PENDING and HIDDEN must not be told apart. */
const TRANSITIONS: Readonly<Record<FriendshipState, Readonly<Record<FriendshipSide, NextStates>>>> = {
  PENDING: {
    requester: { REQUEST: 'PENDING', CANCEL: 'ENDED', TAG: 'PENDING', BLOCK: 'ENDED' },
    addressee: { REQUEST: 'ACCEPTED', ACCEPT: 'ACCEPTED', DECLINE: 'ENDED', BLOCK: 'HIDDEN' },
  },
  HIDDEN: {
    requester: { REQUEST: 'HIDDEN', CANCEL: 'ENDED', TAG: 'HIDDEN', BLOCK: 'ENDED' },
    addressee: { BLOCK: 'HIDDEN', UNBLOCK: 'PENDING' },
  },
  ACCEPTED: {
    requester: { REQUEST: 'ACCEPTED', REMOVE: 'ENDED', TAG: 'ACCEPTED', BLOCK: 'ENDED' },
    addressee: { REQUEST: 'ACCEPTED', ACCEPT: 'ACCEPTED', REMOVE: 'ENDED', BLOCK: 'ENDED' },
  },
};

/** What a friendship becomes when one side acts; undefined where that side may not, now. */
export function nextState(
  state: FriendshipState,
  side: FriendshipSide,
  action: FriendshipAction | BlockAction,
): FriendshipState | 'ENDED' | undefined {
  return TRANSITIONS[state][side][action];
}

/** What one side may do now. */
export function allowedActions(state: FriendshipState, side: FriendshipSide): readonly FriendshipAction[] {
  return FRIENDSHIP_ACTIONS.filter((action) => TRANSITIONS[state][side][action] !== undefined);
}
