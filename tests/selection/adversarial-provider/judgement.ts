/** One request as the provider saw it. */
export interface Verdict {
  /** The provider's own clock, in milliseconds since it started. */
  readonly atMs: number;
  readonly text: string;
  readonly verdict: 'accepted' | 'refused' | 'not_counted';
  /** A fault befell it in place of its answer. */
  readonly faulted: boolean;
  /** The provider's batch it fell into. */
  readonly batch: number;
}

/** What the provider saw of us, by its own count and clock; requests of outsiders are told apart. */
export interface Judgement {
  readonly accepted: number;
  readonly refused: number;
  /** Requests whose outcome we could not learn, or only learnt as an error. */
  readonly faulted: number;
  /** Blocks that began. */
  readonly blocks: number;
  /** How often somebody else used the key. */
  readonly outsiders: number;
  readonly verdicts: readonly Verdict[];
}

export function judge(
  verdicts: readonly Verdict[],
  { batch, outsiders }: { batch: number; outsiders: number },
): Judgement {
  const counted = (verdict: Verdict['verdict']) => verdicts.filter((one) => one.verdict === verdict).length;
  return {
    accepted: counted('accepted'),
    refused: counted('refused'),
    faulted: verdicts.filter(({ faulted }) => faulted).length,
    blocks: batch - 1,
    outsiders,
    verdicts,
  };
}
