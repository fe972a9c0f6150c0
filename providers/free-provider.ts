import { BatchCounter, type BatchLimit } from './batch-counter.ts';
import { createProviderService, type ProviderService } from './provider-service.ts';
import { reverseText } from './reverse-text.ts';

export interface FreeProviderOptions extends BatchLimit {
  /** Milliseconds of a clock that never steps back. */
  readonly now?: () => number;
}

/**
 * The free reference provider: accepts `limit` messages, then refuses everybody with 429 for
 * `blockMs`, counted as `blockStarts` says. A refusal says how long it lasts, in whole seconds
 * (`Retry-After`) and exactly (`Retry-After-Ms`).
 */
export function createFreeProvider({
  now = performance.now.bind(performance),
  ...limit
}: FreeProviderOptions): ProviderService {
  const counter = new BatchCounter(limit);
  let accepted = 0;
  let refused = 0;
  return createProviderService(
    (request, reply) => {
      const admission = counter.admit(now());
      if (admission.kind === 'accepted') {
        accepted += 1;
        return { text: reverseText(request.body.text) };
      }
      refused += 1;
      return reply
        .code(429)
        .header('retry-after', Math.ceil(admission.retryAfterMs / 1000))
        .header('retry-after-ms', admission.retryAfterMs)
        .send({ error: 'The free quota is used up; come back later.' });
    },
    () => ({ accepted, refused, replayed: 0 }),
  );
}
