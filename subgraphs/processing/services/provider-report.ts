import type { SelectionView } from '../selection/index.ts';

/** An upstream provider as its quota stands now. Totals are since the quota store was new. */
export interface ProviderReport {
  readonly name: string;
  readonly tier: 'FREE' | 'PAID';
  readonly state: 'OPEN' | 'BLOCKED' | 'PROBING';
  readonly remaining: number | null;
  readonly blockedUntil: Date | null;
  readonly unresolvedCalls: number | null;
  readonly refusals: number | null;
  readonly savedCost: number | null;
  readonly regret: number | null;
  readonly sponsoredThisHour: number | null;
  readonly processed: number;
}

const STATES = { open: 'OPEN', blocked: 'BLOCKED', probing: 'PROBING' } as const;

/** Both providers from one reading of the quota; none where nothing was ever decided. */
export function reportsOf(view: SelectionView | undefined, paidCallPrice: number): readonly ProviderReport[] {
  if (view === undefined) return [];
  const { state, remaining, blockedUntil, unresolved, freeAnswered, freeRefused, paid, regret, sponsoredThisHour } =
    view;
  const free: ProviderReport = {
    name: 'free',
    tier: 'FREE',
    state: STATES[state],
    remaining,
    blockedUntil: blockedUntil === undefined ? null : new Date(blockedUntil),
    unresolvedCalls: unresolved,
    refusals: freeRefused,
    savedCost: freeAnswered * paidCallPrice,
    regret: null,
    sponsoredThisHour: null,
    processed: freeAnswered,
  };
  const none = { remaining: null, blockedUntil: null, unresolvedCalls: null, refusals: null, savedCost: null };
  return [free, { ...none, name: 'paid', tier: 'PAID', state: 'OPEN', regret, sponsoredThisHour, processed: paid }];
}
