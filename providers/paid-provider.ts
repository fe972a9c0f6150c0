import { AnswerMemory } from './answer-memory.ts';
import { createProviderService, type ProviderService } from './provider-service.ts';
import { reverseText } from './reverse-text.ts';

export interface PaidProviderOptions {
  /** Keys it remembers; the oldest is forgotten first. */
  readonly keys?: number;
}

/**
 * The paid reference provider: accepts everything. A message that comes again under the same
 * `Idempotency-Key` gets the same answer, marked `Idempotent-Replayed: true`, and is not counted
 * again; another message under the key is refused with 422.
 */
export function createPaidProvider({ keys = 100_000 }: PaidProviderOptions = {}): ProviderService {
  const memory = new AnswerMemory(keys);
  let accepted = 0;
  let refused = 0;
  let replayed = 0;
  return createProviderService(
    (request, reply) => {
      const key = request.headers['idempotency-key'];
      const { text } = request.body;
      const known = typeof key === 'string' ? memory.recall(key, text) : undefined;
      if (known === 'other_text') {
        refused += 1;
        return reply.code(422).send({ error: 'This key was used for another text.' });
      }
      if (known !== undefined) {
        replayed += 1;
        return reply.header('idempotent-replayed', 'true').send({ text: known.answer });
      }
      accepted += 1;
      const answer = reverseText(text);
      if (typeof key === 'string') memory.remember(key, text, answer);
      return { text: answer };
    },
    () => ({ accepted, refused, replayed }),
  );
}
