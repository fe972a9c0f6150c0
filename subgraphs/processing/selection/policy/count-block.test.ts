import { describe, expect, it } from 'vitest';

import { admits, advance, commit, release, take } from './count-block.ts';
import { FRESH_GROUP, type GroupState } from './group-state.ts';
import { DEFAULT_POLICY, type FreeWindow } from './policy.ts';

const WINDOW: FreeWindow = {
  ...DEFAULT_POLICY.free,
  limit: 3,
  blockMs: 100,
  arrivalMs: 50,
  probeMs: 40,
  driftPpm: 0,
};

function accepted(state: GroupState, atMs: number, window: FreeWindow): GroupState {
  const taken = take(advance(state, atMs, window), window);
  return commit(taken, { batch: taken.batch, probeUntil: taken.probeUntil }, window);
}

describe('the window of a provider that counts, then blocks', () => {
  it('counts a million to the last', () => {
    const window = { ...WINDOW, limit: 1_000_000 };
    let state = FRESH_GROUP;
    let admitted = 0;
    for (; admits(state, window); admitted += 1) state = accepted(state, 7, window);
    expect(admitted).toBe(1_000_000);
    expect(state.blockedUntil).toBe(107);
  });

  it('opens at the very millisecond its block ends, and not one before', () => {
    const full = accepted(accepted(accepted(FRESH_GROUP, 10, WINDOW), 10, WINDOW), 10, WINDOW);
    expect(admits(advance(full, 109, WINDOW), WINDOW)).toBe(false);
    expect(admits(advance(full, 110, WINDOW), WINDOW)).toBe(true);
  });

  it('stays blocked when a call is given back and the batch is still full, as where others use the key', () => {
    const overfull: GroupState = { ...FRESH_GROUP, possiblyCounted: 4, surelyCounted: 3, blockedUntil: 900 };
    const call = { batch: overfull.batch, probeUntil: 0 };
    expect(release(overfull, call, WINDOW).blockedUntil).toBe(900);
    expect(release({ ...overfull, possiblyCounted: 3 }, call, WINDOW).blockedUntil).toBe(0);
  });

  it('owes nothing more for lost probes where it never blocks', () => {
    const window = { ...WINDOW, blockMs: 0 };
    const probed = take(advance({ ...FRESH_GROUP, serialOwed: 1 }, 1, window), window);
    expect(take(advance(probed, 100, window), window).serialOwed).toBe(1);
  });

  it('blocks an overfull batch no longer than from now where the clock was set back', () => {
    const overfull: GroupState = { ...FRESH_GROUP, possiblyCounted: 4, lastNow: 3_600_000 };
    expect(advance(overfull, 1_000, WINDOW).blockedUntil).toBe(1_150);
  });

  it('does not know its phase after a block that ended with a lost call, whichever of the batch that was', () => {
    const withLost = [0, 1, 2].map((lost) => {
      let state = FRESH_GROUP;
      for (let call = 0; call < 3; call += 1) {
        const taken = take(advance(state, call, WINDOW), WINDOW);
        state = call === lost ? taken : commit(taken, { batch: 1, probeUntil: 0 }, WINDOW);
      }
      return advance(state, 2 + 50 + 100, WINDOW);
    });
    for (const state of withLost) expect(state).toMatchObject({ batch: 2, serialOwed: 2, freeUnknown: 1 });
  });

  it('holds for a limit that was raised in mid-batch from the next decision on', () => {
    const full = accepted(accepted(accepted(FRESH_GROUP, 0, WINDOW), 0, WINDOW), 0, { ...WINDOW, limit: 4 });
    expect(admits(advance(full, 1, { ...WINDOW, limit: 4 }), { ...WINDOW, limit: 4 })).toBe(true);
  });

  it('blocks from the last arrival when its limit was lowered below what was counted', () => {
    const wide = { ...WINDOW, limit: 10 };
    const three = accepted(accepted(accepted(FRESH_GROUP, 0, wide), 0, wide), 20, wide);
    const lowered = advance(three, 30, { ...WINDOW, limit: 2 });
    expect(lowered.blockedUntil).toBe(20 + 50 + 100);
    expect(advance(lowered, 170, { ...WINDOW, limit: 2 })).toMatchObject({ blockedUntil: 0, possiblyCounted: 0 });
  });

  it('decides two calls of the same millisecond one after the other', () => {
    const both = accepted(accepted(FRESH_GROUP, 5, WINDOW), 5, WINDOW);
    expect(both).toMatchObject({ possiblyCounted: 2, surelyCounted: 2, lastNow: 5 });
  });
});
