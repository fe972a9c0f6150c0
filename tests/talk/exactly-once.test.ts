import { afterAll, beforeAll, expect, it } from 'vitest';

import { describeRedis } from '../support/index.ts';
import { stopAll } from '../system/support/running-process.ts';
import { startTopology, type Topology } from '../system/support/topology.ts';
import { playRound } from './exactly-once.suite.ts';
import { openStage, type Stage } from './stage.ts';

describeRedis('a chat over two gateways, of which one is killed, as are a messages pod and Redis,', () => {
  let topology: Topology;
  let stage: Stage;
  beforeAll(async () => {
    topology = await startTopology({ env: {} });
    stage = await openStage(topology);
  }, 120_000);
  afterAll(async () => {
    await stage.store.close();
    await stopAll();
    await topology.redis.close();
  });

  it('has every message once, and every subscriber sees each of them once and in order', async () => {
    const figures = await playRound(stage, { round: 1, messagesPerWriter: 40, catchUpMs: 20_000 });
    expect(figures.reconnects.total).toBeGreaterThan(0);
  }, 60_000);
});
