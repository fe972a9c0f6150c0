import { afterAll, beforeAll, expect, it } from 'vitest';

import { describeRedis } from '../support/index.ts';
import { stopAll } from '../system/support/running-process.ts';
import { startTopology, type Topology } from '../system/support/topology.ts';
import { playRound } from './exactly-once.suite.ts';
import { FAULTS, openStage, type Stage } from './stage.ts';
import { Tally } from './tally.ts';

const ROUNDS = 20;
const PER_WRITER = 500;

describeRedis(
  `${ROUNDS} rounds of 8 writers with ${PER_WRITER} messages each, and ${FAULTS.join(', ')} killed,`,
  () => {
    let topology: Topology;
    let stage: Stage;
    beforeAll(async () => {
      topology = await startTopology({ env: { ACCESS_TOKEN_MINUTES: '120' } });
      stage = await openStage(topology);
    });
    afterAll(async () => {
      await stage.store.close();
      await stopAll();
      await topology.redis.close();
    });

    it('lose, repeat and reorder nothing for any subscriber', async () => {
      const [retries, reconnects] = [new Tally(), new Tally()];
      const startedAt = performance.now();
      let messages = 0;
      for (let round = 1; round <= ROUNDS; round += 1) {
        const figures = await playRound(stage, { round, messagesPerWriter: PER_WRITER, catchUpMs: 30_000 });
        messages += figures.messages;
        retries.add(figures.retries);
        reconnects.add(figures.reconnects);
        console.log(
          `round ${round}: ${figures.messages} messages in ${figures.seconds.toFixed(1)} s, ` +
            `all seen ${figures.catchUpMs.toFixed(0)} ms after the last; ` +
            `sends repeated: ${String(figures.retries)}; connections lost: ${String(figures.reconnects)}`,
        );
      }
      const seconds = (performance.now() - startedAt) / 1_000;
      console.log(
        `${messages} messages, ${ROUNDS * FAULTS.length} kills, ${seconds.toFixed(0)} s\n` +
          `sends repeated: ${String(retries)}\nconnections lost: ${String(reconnects)}`,
      );
      expect(messages).toBe(ROUNDS * PER_WRITER * stage.writers.length);
    });
  },
);
