/**
 * What all pods together know about one free key. Times are milliseconds of the quota store's
 * clock, 0 for none; the two-letter names in brackets are those of the Lua files.
 */
export interface GroupState {
  /** [hi] Requests of this batch that the provider may have counted. */
  readonly possiblyCounted: number;
  /** [lo] Requests of this batch that it surely counted. */
  readonly surelyCounted: number;
  /** [bu] Nothing is sent before this instant. */
  readonly blockedUntil: number;
  /** [mc] The latest instant at which a request of this batch was known to be counted. */
  readonly latestCommit: number;
  /** [ep] Number of the batch. A lease of another batch no longer moves the counts. */
  readonly batch: number;
  /** [su] Acceptances, one at a time, that are owed before the count is certain again. */
  readonly serialOwed: number;
  /** [pe] A probe is out until then. */
  readonly probeUntil: number;
  /** [fa] Free calls in a row that brought no answer, whosever fault it was. */
  readonly failedInARow: number;
  /** [re] After so many of them it is left alone until then. */
  readonly restUntil: number;
  /** [ln] The latest clock reading seen: time does not run backwards in here. */
  readonly lastNow: number;
  readonly sponsorHour: number;
  readonly sponsoredThisHour: number;
  /** Free requests that were answered; this and what follows are totals since the store was new. */
  readonly freeAnswered: number;
  readonly freeRefused: number;
  readonly freeNotSent: number;
  /** Free requests whose outcome was still unknown when their block ended. */
  readonly freeUnknown: number;
  /** Requests given to the paid provider. */
  readonly paid: number;
  /** The lower bound, kept beside the truth: what a scheduler without latency had to pay for the same arrivals. */
  readonly boundCount: number;
  readonly boundBlockedUntil: number;
  readonly boundPaid: number;
}

/** A provider nobody has called yet. */
export const FRESH_GROUP: GroupState = {
  possiblyCounted: 0,
  surelyCounted: 0,
  blockedUntil: 0,
  latestCommit: 0,
  batch: 1,
  serialOwed: 0,
  probeUntil: 0,
  failedInARow: 0,
  restUntil: 0,
  lastNow: 0,
  sponsorHour: 0,
  sponsoredThisHour: 0,
  freeAnswered: 0,
  freeRefused: 0,
  freeNotSent: 0,
  freeUnknown: 0,
  paid: 0,
  boundCount: 0,
  boundBlockedUntil: 0,
  boundPaid: 0,
};

/**
 * A provider that was called before the store lost its memory: it may have counted anything up
 * to a whole batch, so a whole batch and one more is accepted one at a time.
 */
export function uncertainGroup(limit: number): GroupState {
  return { ...FRESH_GROUP, serialOwed: limit + 1 };
}
