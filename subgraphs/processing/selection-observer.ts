import { createHash } from 'node:crypto';

import { Counter, Histogram, type Registry } from 'prom-client';

import type { Logger } from '../../kernel/logging/index.ts';
import type { SelectionOptions, SelectionPolicy } from './selection/index.ts';

export type SelectionObserver = Required<Pick<SelectionOptions, 'onDecision' | 'onProviderCall' | 'onStoreAway'>>;

export interface SelectionObserverOptions {
  readonly logger: Logger;
  readonly metrics: Registry;
  readonly policy: SelectionPolicy;
}

/**
 * Counts and times what selection does, and writes one line a decision. The line's `decision` and
 * the `policy` of the line with the same `policy_id`, which is written once at the start, are all
 * that `reserve` and `settle` of selection/policy need to decide the same again.
 */
export function createSelectionObserver({ logger, metrics, policy }: SelectionObserverOptions): SelectionObserver {
  const registers = [metrics];
  const decisions = new Counter({
    name: 'stoa_selection_decisions_total',
    help: 'Decisions by their kind, the provider they grant, and why.',
    labelNames: ['kind', 'provider', 'reason'],
    registers,
  });
  const settlements = new Counter({
    name: 'stoa_selection_settlements_total',
    help: 'Settlements of provider calls by provider and outcome; refusals are among them.',
    labelNames: ['provider', 'outcome'],
    registers,
  });
  const decisionSeconds = new Histogram({
    name: 'stoa_selection_decision_seconds',
    help: 'Time from asking the quota store to its decision.',
    buckets: [0.0005, 0.001, 0.002, 0.005, 0.01, 0.02, 0.05, 0.1],
    registers,
  });
  const callSeconds = new Histogram({
    name: 'stoa_selection_provider_call_seconds',
    help: 'Time of a call to a provider by its outcome.',
    labelNames: ['provider', 'outcome'],
    buckets: [0.005, 0.02, 0.05, 0.1, 0.25, 0.5, 1, 2.5, 5, 10],
    registers,
  });
  const storeAway = new Counter({
    name: 'stoa_selection_store_away_total',
    help: 'Messages that came while the quota store was away: sent to the paid provider, or turned away.',
    labelNames: ['went'],
    registers,
  });
  const policyId = createHash('sha256').update(JSON.stringify(policy)).digest('hex').slice(0, 12);
  logger.info({ policy_id: policyId, policy }, 'deciding by this policy');

  return {
    onDecision(record, tookMs) {
      const { decision, settlement, before } = record;
      decisionSeconds.observe(tookMs / 1_000);
      if (settlement !== undefined && decision.kind !== 'ignored') {
        settlements.inc({ provider: before.record?.provider ?? 'none', outcome: settlement.outcome });
      }
      if (decision.kind === 'granted') {
        const { provider, reason } = decision.lease;
        decisions.inc({ kind: decision.kind, provider, reason });
      } else if (decision.kind !== 'settled') {
        decisions.inc({ kind: decision.kind, provider: 'none', reason: 'none' });
      }
      logger.info({ policy_id: policyId, decision: record }, settlement === undefined ? 'decided' : 'settled');
    },
    onProviderCall({ provider, outcome, tookMs }) {
      callSeconds.observe({ provider, outcome }, tookMs / 1_000);
    },
    onStoreAway(went) {
      storeAway.inc({ went });
    },
  };
}
