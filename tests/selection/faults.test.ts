import { afterAll, beforeAll, expect, it } from 'vitest';

import { describeRedis, startRedis, type TestRedis } from '../support/index.ts';
import { FAULT_MODES, type FaultMode } from './faults.ts';
import { openStage, sendBursts, sendOneByOne } from './stage.ts';

const PLAY_MS = 1_200;
const CALM_MS = 1_500;
/** So many modes are played side by side, each with a provider and a group of its own. */
const SIDE_BY_SIDE = 13;

describeRedis('a free provider, as the judge counts,', () => {
  let server: TestRedis;
  const plays = new Map<FaultMode, ReturnType<typeof play>>();

  beforeAll(async () => {
    server = await startRedis();
    for (let first = 0; first < FAULT_MODES.length; first += SIDE_BY_SIDE) {
      const modes = FAULT_MODES.slice(first, first + SIDE_BY_SIDE);
      for (const mode of modes) plays.set(mode, play(mode));
      await Promise.allSettled(plays.values());
    }
    const played = await Promise.allSettled(plays.values());
    console.log(played.map((one) => (one.status === 'fulfilled' ? one.value.figures : String(one.reason))).join('\n'));
  });
  afterAll(async () => {
    await server.close();
  });

  async function play({ traffic, mostRefusals, name, ...options }: FaultMode) {
    const stage = await openStage({ ...options, redisUrl: server.url });
    const outcomes = await (traffic === 'bursts' ? sendBursts : sendOneByOne)(stage, PLAY_MS);
    await stage.settled();
    const judgement = stage.free.judgement();
    stage.free.calmDown();
    await sendOneByOne(stage, CALM_MS);
    const later = stage.free.judgement();
    await stage.close();
    const { accepted, refused, faulted, outsiders } = judgement;
    const figures =
      `${name}: ${outcomes.length} messages, ${accepted} accepted, ${refused} refused ` +
      `(${mostRefusals(judgement)} at most), ${faulted} faults, ${outsiders} uses by others`;
    return { outcomes, judgement, acceptedLater: later.accepted - accepted, settleErrors: stage.settleErrors, figures };
  }

  it.for(FAULT_MODES)('$name, refuses no more than it must, and is used again afterwards', async (mode) => {
    const { outcomes, judgement, acceptedLater, settleErrors } = await (plays.get(mode) ?? play(mode));
    const { limit, faults, outsiderEveryNth, tellsRemaining } = mode.script;
    expect(outcomes.filter(({ kind }) => kind !== 'processed')).toEqual([]);
    expect(settleErrors).toEqual([]);
    expect(judgement.refused).toBeLessThanOrEqual(mode.mostRefusals(judgement));
    expect(acceptedLater).toBeGreaterThan(limit);
    // A mode that filled no batch, or never did what it is named for, would prove nothing.
    expect(judgement.accepted).toBeGreaterThan(limit);
    if (faults !== undefined) expect(judgement.faulted).toBeGreaterThan(0);
    if (outsiderEveryNth !== undefined) expect(judgement.outsiders).toBeGreaterThan(0);
    if (outsiderEveryNth !== undefined && !tellsRemaining) expect(judgement.refused).toBeGreaterThan(0);
  });
});
