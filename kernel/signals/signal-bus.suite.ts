import { setTimeout as delay } from 'node:timers/promises';

import { v7 as uuidv7 } from 'uuid';
import { afterAll, beforeAll, expect, it, vi } from 'vitest';

import type { Signal, SignalBus, SignalListener, Topic } from './signal-bus.ts';

/** What every carrier of signals does; `open` gives buses that share one carrier, or the same bus twice. */
export function describeSignalBus(open: () => Promise<readonly [SignalBus, SignalBus]>): void {
  let here: SignalBus;
  let there: SignalBus;
  beforeAll(async () => {
    [here, there] = await open();
  });
  afterAll(async () => {
    await here.close();
    await there.close();
  });

  it('tells every listener of the topic, in order, and nobody else', async () => {
    const topic: Topic = `chat:${uuidv7()}`;
    const [one, two, other] = [record(), record(), record()];
    await here.listen(topic, one);
    await there.listen(topic, two);
    await here.listen(`chat:${uuidv7()}`, other);
    await there.announce([1, 2, 3].map((seq) => ({ topic, signal: { kind: 'message', seq } })));
    const told = [1, 2, 3].map((seq) => ({ kind: 'message', seq }));
    await vi.waitFor(() => {
      expect([one.heard, two.heard]).toEqual([told, told]);
    });
    expect(other.heard).toEqual([]);
  });

  it('goes on telling the others when one stops listening, and begins anew after the last', async () => {
    const topic: Topic = `chat:${uuidv7()}`;
    const [one, two, three] = [record(), record(), record()];
    const [first, second] = [await here.listen(topic, one), await here.listen(topic, two)];
    first.stop();
    first.stop();
    await there.announce([{ topic, signal: { kind: 'chat', seq: 1 } }]);
    await vi.waitFor(() => {
      expect(two.heard).toHaveLength(1);
    });
    second.stop();
    await here.listen(topic, three);
    await there.announce([{ topic, signal: { kind: 'chat', seq: 2 } }]);
    await vi.waitFor(() => {
      expect(three.heard).toEqual([{ kind: 'chat', seq: 2 }]);
    });
    expect([one.heard.length, two.heard.length]).toEqual([0, 1]);
  });

  it('hears everything that is announced after listening began, however often one begins', async () => {
    const topic: Topic = `chat:${uuidv7()}`;
    for (let round = 1; round <= 50; round += 1) {
      const listener = record();
      const listening = await here.listen(topic, listener);
      await there.announce([{ topic, signal: { kind: 'marker', seq: round } }]);
      await vi.waitFor(
        () => {
          expect(listener.heard).toEqual([{ kind: 'marker', seq: round }]);
        },
        { interval: 2 },
      );
      listening.stop();
    }
  });

  it('tells nobody of a topic that nobody listens to', async () => {
    await here.announce([{ topic: 'providers', signal: { kind: 'providers' } }]);
    await delay(20);
    expect(here.isUp()).toBe(true);
  });
}

export interface Recorder extends SignalListener {
  readonly heard: Signal[];
  gaps: number;
}

export function record(): Recorder {
  const recorder: Recorder = {
    heard: [],
    gaps: 0,
    onSignal(signal) {
      recorder.heard.push(signal);
    },
    onGap() {
      recorder.gaps += 1;
    },
  };
  return recorder;
}
