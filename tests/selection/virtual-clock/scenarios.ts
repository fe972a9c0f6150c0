import type { ProviderScript } from '../adversarial-provider/provider-script.ts';

/** What can befall a free call beside an answer or a refusal. */
export type Mishap =
  | 'crash_before_send'
  | 'crash_after_send'
  | 'not_sent'
  /** The answer is lost, the call was counted. */
  | 'timeout_counted'
  /** The call itself is lost. */
  | 'timeout_dropped'
  | 'failed';

/** One kind of traffic before one provider, on a virtual clock. */
export interface Scenario {
  readonly name: string;
  readonly script: ProviderScript;
  /** Longest way to the provider, and back, in milliseconds. */
  readonly latencyMs: number;
  /** Share of the free calls that each mishap befalls. */
  readonly mishaps?: Readonly<Partial<Record<Mishap, number>>>;
  /** Paid calls beyond the fewest possible, as a share of them, at most; without those that a mishap itself costs. */
  readonly mostExcess: number;
}

const SCRIPT: ProviderScript = { limit: 50, blockMs: 10_000 };

const faulty = (name: string, mishaps: NonNullable<Scenario['mishaps']>, mostExcess: number): Scenario => ({
  name,
  script: SCRIPT,
  latencyMs: 100,
  mishaps,
  mostExcess,
});

export const SCENARIOS: readonly Scenario[] = [
  { name: 'no latency, a limit of 1', script: { ...SCRIPT, limit: 1 }, latencyMs: 0, mostExcess: 0 },
  { name: 'no latency, a limit of 50', script: SCRIPT, latencyMs: 0, mostExcess: 0 },
  { name: 'no latency, a limit of 1,000', script: { ...SCRIPT, limit: 1_000 }, latencyMs: 0, mostExcess: 0 },
  { name: 'up to 240 ms each way', script: SCRIPT, latencyMs: 240, mostExcess: 0.005 },
  {
    name: 'a block from the first refusal, no latency',
    script: { ...SCRIPT, blockStarts: 'on_first_refusal' },
    latencyMs: 0,
    mostExcess: 0,
  },
  {
    name: 'a block from the first refusal, up to 240 ms each way',
    script: { ...SCRIPT, blockStarts: 'on_first_refusal' },
    latencyMs: 240,
    mostExcess: 0.005,
  },
  { name: 'counted at completion', script: { ...SCRIPT, counts: 'at_completion' }, latencyMs: 100, mostExcess: 0.005 },
  faulty('2 % cannot be sent', { not_sent: 0.02 }, 0.005),
  faulty('2 % fail after they were counted', { failed: 0.02 }, 0.005),
  faulty('2 % time out, all of them counted', { timeout_counted: 0.02 }, 0.02),
  faulty('2 % time out, a fifth of them lost', { timeout_counted: 0.016, timeout_dropped: 0.004 }, 0.03),
  faulty('1 % crash after sending', { crash_after_send: 0.01 }, 0.02),
  faulty('1 % crash before sending', { crash_before_send: 0.01 }, 0.05),
  faulty(
    'all of this together',
    {
      not_sent: 0.005,
      failed: 0.005,
      timeout_counted: 0.004,
      timeout_dropped: 0.001,
      crash_before_send: 0.003,
      crash_after_send: 0.002,
    },
    0.03,
  ),
  {
    name: 'somebody else uses the key',
    script: { ...SCRIPT, outsiderEveryNth: 110 },
    latencyMs: 100,
    mostExcess: 0.02,
  },
];
