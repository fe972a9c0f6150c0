import type { ProviderStats } from '../../../providers/index.ts';
import type { Judgement } from './judgement.ts';
import type { ProviderScript } from './provider-script.ts';

/** What the judge's process is asked; each is answered by one message, in order. */
export type ToJudge = { readonly kind: 'play'; readonly script: ProviderScript } | { readonly kind: 'report' };

export interface JudgeUrls {
  readonly free: string;
  readonly paid: string;
}

/** The judgement without its single verdicts. */
export interface JudgeReport extends Omit<Judgement, 'verdicts'> {
  readonly paid: ProviderStats;
  /** When a request reached either provider, in milliseconds, ascending. */
  readonly arrivals: readonly number[];
  /** The texts that reached the free provider. */
  readonly texts: readonly string[];
}
