import { Counter, type Registry } from 'prom-client';

import type { Logger } from '../../kernel/logging/index.ts';
import type { DecisionRecord } from './selection/index.ts';

/** Writes one line a decision, from which it can be derived again, and counts decisions and settlements. */
export function createSelectionObserver(logger: Logger, metrics: Registry): (record: DecisionRecord) => void {
  const decisions = new Counter({
    name: 'stoa_selection_decisions_total',
    help: 'Decisions by their kind, the provider they grant, and why.',
    labelNames: ['kind', 'provider', 'reason'],
    registers: [metrics],
  });
  const settlements = new Counter({
    name: 'stoa_selection_settlements_total',
    help: 'Settlements of provider calls by outcome.',
    labelNames: ['outcome'],
    registers: [metrics],
  });
  return (record) => {
    const { decision, settlement } = record;
    if (settlement !== undefined) settlements.inc({ outcome: settlement.outcome });
    if (decision.kind === 'granted')
      decisions.inc({ kind: decision.kind, provider: decision.lease.provider, reason: decision.lease.reason });
    else if (decision.kind !== 'settled') decisions.inc({ kind: decision.kind, provider: 'none', reason: 'none' });
    logger.info({ decision: record }, settlement === undefined ? 'decided' : 'settled');
  };
}
