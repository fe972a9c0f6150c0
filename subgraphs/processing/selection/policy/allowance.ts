/** What the quota store knows about one user. Days are counted from 1970-01-01 in the allowance's zone. */
export interface UserState {
  /** Messages left until `refreshDay`. */
  readonly left: number;
  /** The day on which the allowance is issued anew; it also names the period. 0: the allowance is not known yet. */
  readonly refreshDay: number;
  readonly paidAccess: boolean;
  /** Sequence number of the change that set `paidAccess`. */
  readonly paidAccessSeq: number;
  readonly sponsoredDay: number;
  readonly sponsoredToday: number;
}

/** A user of whom nothing is known. */
export const UNKNOWN_USER: UserState = {
  left: 0,
  refreshDay: 0,
  paidAccess: false,
  paidAccessSeq: 0,
  sponsoredDay: 0,
  sponsoredToday: 0,
};

/** What the ledger and the users know about a user whom the quota store does not know. */
export interface UserIntroduction {
  readonly left: number;
  readonly refreshDay: number;
  readonly paidAccess: boolean;
  readonly paidAccessSeq: number;
}

/** Fills in what is missing. What the store already knows, and a later change of paid access, stays. */
export function introduce(user: UserState, facts: UserIntroduction): UserState {
  if (user.refreshDay > 0) return user;
  const known = setPaidAccess(user, facts.paidAccess, facts.paidAccessSeq);
  return { ...known, left: facts.left, refreshDay: facts.refreshDay };
}

/** The change with the highest sequence number wins, in whatever order they arrive. */
export function setPaidAccess(user: UserState, paidAccess: boolean, seq: number): UserState {
  return seq < user.paidAccessSeq ? user : { ...user, paidAccess, paidAccessSeq: seq };
}

/** Issues the allowance anew on its day or any later one. What was left is not added to it. */
export function renew(user: UserState, today: number, perDay: number): UserState {
  return today < user.refreshDay ? user : { ...user, left: perDay, refreshDay: today + 1 };
}

export function takeUnit(user: UserState): UserState {
  return { ...user, left: user.left - 1 };
}

/** Gives a unit back to the period it was taken from; a later period keeps its own count. 0: none was taken. */
export function giveUnitBack(user: UserState, period: number): UserState {
  return period > 0 && period === user.refreshDay ? { ...user, left: user.left + 1 } : user;
}
