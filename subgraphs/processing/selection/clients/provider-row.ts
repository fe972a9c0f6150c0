/** What an answer means for the quota. */
export type AnswerMeaning = 'answered' | 'failed' | 'refused' | 'lost';

export interface MeaningRule {
  /** A status, or the first and last of a range. */
  readonly status: number | readonly [number, number];
  /** Only where the answer says when to come back. */
  readonly withRetryAfter?: true;
  /** Only where the body matches. */
  readonly body?: RegExp;
  readonly means: AnswerMeaning;
}

/** One place in an answer. */
export interface AnswerPlace {
  readonly in: 'header' | 'body';
  /** Header name in lower case, or the path of a JSON field, such as `error.retry_after`. */
  readonly name: string;
  /** Of a header that is a structured field (RFC 9651): the parameter of its first item, such as `r`. */
  readonly parameter?: string;
}

/** One place where a provider tells a time. */
export interface TimePlace extends AnswerPlace {
  /** `seconds_or_date`: the two forms of the Retry-After header (RFC 9110, 10.2.3). `epoch_seconds`: since 1970. */
  readonly unit: 'milliseconds' | 'seconds' | 'seconds_or_date' | 'epoch_seconds';
}

/** Where a provider says how many requests it still accepts, and when its count starts anew. */
export interface QuotaPlaces {
  readonly remaining: AnswerPlace;
  readonly reset: TimePlace | undefined;
}

/** A provider as data: a new one is a row, and a small file only where it speaks another protocol. */
export interface ProviderRow {
  readonly name: string;
  readonly path: string;
  /** The JSON body that asks for a text to be processed. */
  readonly request: (text: string) => object;
  /** The processed text in its answer: the path of a JSON field, such as `choices.0.message.content`. */
  readonly answer: string;
  /** Header in which it takes our key and answers a repeated call again without counting it. */
  readonly keyHeader: string | undefined;
  /** The first rule that fits decides; where none does, the answer is `lost`. */
  readonly meanings: readonly MeaningRule[];
  /** Looked into in this order. */
  readonly retryAfter: {
    readonly places: readonly TimePlace[];
    readonly floorMs: number;
    readonly capMs: number;
  };
  /** Absent where it does not say; then its calls are counted here only. */
  readonly quota?: QuotaPlaces;
}
