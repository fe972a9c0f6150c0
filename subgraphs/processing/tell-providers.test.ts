import { expect, it, vi } from 'vitest';

import { createLogger } from '../../kernel/logging/index.ts';
import { createMemorySignals, type Signal } from '../../kernel/signals/index.ts';
import { createTellProviders } from './tell-providers.ts';

const SILENT = createLogger({ service: 'test', level: 'silent' });

it('many changes of the providers are told as two: the first at once, the others together', async () => {
  const signals = createMemorySignals();
  const heard: Signal[] = [];
  await signals.listen('providers', { onSignal: (signal) => heard.push(signal), onGap: () => undefined });
  const teller = createTellProviders(signals, SILENT);
  for (let n = 0; n < 1_000; n += 1) teller.changed();
  await vi.waitFor(() => {
    expect(heard).toEqual([{ kind: 'providers' }]);
  });
  await vi.waitFor(
    () => {
      expect(heard).toHaveLength(2);
    },
    { timeout: 5_000 },
  );
  teller.changed();
  await vi.waitFor(
    () => {
      expect(heard).toHaveLength(3);
    },
    { timeout: 5_000 },
  );
  teller.close();
});

it('a bus that is away hinders nobody', async () => {
  const announce = vi.fn(() => Promise.reject(new Error('away')));
  const teller = createTellProviders({ announce }, SILENT);
  expect(() => teller.changed()).not.toThrow();
  await vi.waitFor(() => {
    expect(announce).toHaveBeenCalledOnce();
  });
  teller.close();
});
