import type { Provider } from './policy/decision.ts';
import type { ProviderClient } from './provider-client.ts';
import type { DecisionRecord, Quota } from './quota.ts';
import type { SelectionOptions } from './selection-options.ts';

/** The quota, each of whose decisions and settlements is told with the time it took. */
export function observedQuota(quota: Quota, onDecision: NonNullable<SelectionOptions['onDecision']>): Quota {
  const told = async (decide: () => Promise<DecisionRecord>): Promise<DecisionRecord> => {
    const startedAt = performance.now();
    const record = await decide();
    onDecision(record, performance.now() - startedAt);
    return record;
  };
  return {
    reserve: (request) => told(() => quota.reserve(request)),
    settle: (outcome) => told(() => quota.settle(outcome)),
    setPaidAccess: (userId, change) => quota.setPaidAccess(userId, change),
    user: (userId) => quota.user(userId),
    group: () => quota.group(),
  };
}

/** The clients, each of whose calls is told with its outcome and the time it took. */
export function observedClients(
  clients: SelectionOptions['clients'],
  onProviderCall: NonNullable<SelectionOptions['onProviderCall']>,
): SelectionOptions['clients'] {
  const observed = (provider: Provider, client: ProviderClient): ProviderClient => ({
    async call(call) {
      const startedAt = performance.now();
      const result = await client.call(call);
      onProviderCall({ provider, outcome: result.kind, tookMs: performance.now() - startedAt });
      return result;
    },
    close: () => client.close(),
  });
  return { free: observed('free', clients.free), paid: observed('paid', clients.paid) };
}
