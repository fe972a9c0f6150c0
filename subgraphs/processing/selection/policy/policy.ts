/** When the free provider blocks, and for how long. */
export interface BlockRule {
  /** Requests it accepts in one batch. 0: it is never used. */
  readonly limit: number;
  /** How long it blocks. 0: it never blocks. */
  readonly blockMs: number;
  /** What the block is counted from: the last request it accepts, or the first that it refuses. */
  readonly blockStarts: 'on_last_accept' | 'on_first_refusal';
}

/** How the free provider counts and blocks: it accepts `limit` requests, then refuses everybody for `blockMs`. */
export interface FreeWindow extends BlockRule {
  /** Whether each refusal starts its block anew. */
  readonly refusalExtends: boolean;
  /** A request that was sent has reached the provider, or never will, this long after its reservation. */
  readonly arrivalMs: number;
  /** How long one probe may take before the next may be sent. At least the timeout of a call. */
  readonly probeMs: number;
  /** How far apart two machines' clocks may run, in parts per million. 0 only where there is one clock, as in tests. */
  readonly driftPpm: number;
  /** Calls in a row without an answer after which it is left alone for `probeMs`, then tried by one call at a time. 0: never. */
  readonly restAfter: number;
}

/** What a user without paid access gets while the free provider is blocked. */
export type UnpaidWhenBlocked = 'sponsor' | 'reject' | { readonly waitMs: number };

/** Everything an operator can set about the decision. Numbers are whole; durations are milliseconds. */
export interface SelectionPolicy {
  readonly free: FreeWindow;
  /** Messages a user gets a day. */
  readonly allowancePerDay: number;
  readonly unpaidWhenBlocked: UnpaidWhenBlocked;
  /** Paid calls an hour, over all users, that the operator gives to users without paid access. */
  readonly sponsoredPerHour: number;
  readonly sponsoredPerUserPerDay: number;
  /** How long one call to a provider may take, its answer included. */
  readonly callTimeoutMs: number;
  /** How long a key counts as being worked on. Past it the attempt is taken for dead. Longer than a whole message. */
  readonly leaseMs: number;
  /** How long the quota store remembers a client's key. The ledger remembers its answer for ever. */
  readonly keepKeyMs: number;
  /** Whether the paid provider answers a repeated key again without billing it twice. */
  readonly paidTakesKey: boolean;
}

export const DEFAULT_POLICY: SelectionPolicy = {
  free: {
    limit: 20,
    blockMs: 10_000,
    blockStarts: 'on_last_accept',
    refusalExtends: false,
    arrivalMs: 6_000,
    probeMs: 6_000,
    driftPpm: 200,
    restAfter: 5,
  },
  allowancePerDay: 10,
  unpaidWhenBlocked: 'sponsor',
  sponsoredPerHour: 100,
  sponsoredPerUserPerDay: 3,
  callTimeoutMs: 5_000,
  leaseMs: 15_000,
  keepKeyMs: 86_400_000,
  paidTakesKey: true,
};

/**
 * A duration measured on another machine, made long enough for ours: by the drift between the
 * two crystals, and by the millisecond that rounding our clock down may have lost.
 */
export function guardedMs(durationMs: number, window: FreeWindow): number {
  return window.driftPpm === 0 ? durationMs : durationMs + Math.ceil((durationMs * window.driftPpm) / 1e6) + 1;
}

/**
 * What is wrong with a policy, in words for the operator; empty when nothing is. A call must be
 * over before its slot, its probe and its key are taken for abandoned.
 */
export function policyProblems(policy: SelectionPolicy): readonly string[] {
  const { free, callTimeoutMs, leaseMs } = policy;
  const problems: string[] = [];
  const longerThanCall = { arrivalMs: free.arrivalMs, leaseMs };
  for (const [name, value] of Object.entries(longerThanCall)) {
    if (value <= callTimeoutMs)
      problems.push(`${name} (${value}) must be longer than callTimeoutMs (${callTimeoutMs})`);
  }
  if (free.probeMs < callTimeoutMs) problems.push(`probeMs (${free.probeMs}) must not be shorter than callTimeoutMs`);
  for (const [name, value] of Object.entries({ limit: free.limit, blockMs: free.blockMs })) {
    if (!Number.isSafeInteger(value) || value < 0)
      problems.push(`${name} (${value}) must be a whole number, 0 or more`);
  }
  return problems;
}
