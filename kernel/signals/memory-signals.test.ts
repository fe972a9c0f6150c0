import { describe } from 'vitest';

import { createMemorySignals } from './memory-signals.ts';
import { describeSignalBus } from './signal-bus.suite.ts';

describe('signals within one process', () => {
  describeSignalBus(() => {
    const bus = createMemorySignals();
    return Promise.resolve([bus, bus]);
  });
});
