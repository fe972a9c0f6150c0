import { awaitsRefusal, blocksWhenFull, commit, endProbe, type FreeCall } from './count-block.ts';
import type { GroupState } from './group-state.ts';
import { guardedMs, type FreeWindow } from './policy.ts';

/** What a provider says of itself in an answer. */
export interface QuotaReport {
  /** Requests it accepts before it blocks, this one being counted. */
  readonly remaining: number;
  /** When its count starts anew, in milliseconds from now; undefined where it does not say. */
  readonly resetMs: number | undefined;
}

/**
 * The provider counted the call and told where its count stands. That ends all uncertainty of
 * before, and shows what others used of the key. Answers overtake each other, so that of two
 * reports of one batch the higher count holds; calls still without an outcome come on top of it,
 * for they may have arrived after it.
 */
export function resync(
  state: GroupState,
  { report, ...call }: FreeCall & { readonly report: QuotaReport },
  window: FreeWindow,
): GroupState {
  if (call.batch !== state.batch || window.blockMs === 0) return commit(state, call, window);
  const unsettled = Math.max(0, state.possiblyCounted - state.surelyCounted - 1);
  const reported = Math.max(0, window.limit - report.remaining);
  const surelyCounted = state.serialOwed > 0 ? reported : Math.max(state.surelyCounted, reported);
  const possiblyCounted = surelyCounted + unsettled;
  const isOvertaking = unsettled > 0 && awaitsRefusal({ ...state, possiblyCounted }, window);
  const synced: GroupState = {
    ...(isOvertaking ? state : endProbe(state, call)),
    surelyCounted,
    possiblyCounted,
    latestCommit: state.lastNow,
    serialOwed: 0,
  };
  return { ...synced, blockedUntil: blockAfter(synced, { before: state, report }, window) };
}

function blockAfter(
  synced: GroupState,
  { before, report }: { readonly before: GroupState; readonly report: QuotaReport },
  window: FreeWindow,
): number {
  if (!blocksWhenFull(window) || synced.possiblyCounted < window.limit) return 0;
  if (report.remaining <= 0) return synced.lastNow + guardedMs(report.resetMs ?? window.blockMs, window);
  const wasKnown = before.surelyCounted >= window.limit;
  const isConfirmed = synced.surelyCounted === synced.possiblyCounted;
  if (wasKnown || !isConfirmed) return before.blockedUntil;
  return synced.lastNow + guardedMs(window.blockMs, window);
}
