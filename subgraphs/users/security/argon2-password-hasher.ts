import { hash, verify, type Options } from '@node-rs/argon2';
import { bulkhead, BulkheadRejectedError } from 'cockatiel';

import { AppError } from '../../../kernel/errors/index.ts';
import type { PasswordHasher } from '../services/password-hasher.ts';

/** OWASP's minimum for argon2id: 19 MiB, two passes, one lane. */
const OPTIONS = { memoryCost: 19_456, timeCost: 2, parallelism: 1 } as const satisfies Options;
const AT_ONCE = 2;
const WAITING = 64;

/** Hashes on the thread pool, a few at once and a bounded number waiting, so that a flood of sign-ins does not stop the rest. */
export async function createArgon2PasswordHasher(): Promise<PasswordHasher> {
  const gate = bulkhead(AT_ONCE, WAITING);
  const nobody = await hash('the password of nobody', OPTIONS);

  const inTurn = async <T>(work: () => Promise<T>): Promise<T> => {
    try {
      return await gate.execute(work);
    } catch (error) {
      if (error instanceof BulkheadRejectedError)
        throw new AppError('OVERLOADED', { retryAfterMs: 1_000, cause: error });
      throw error;
    }
  };

  return {
    hash: (password) => inTurn(() => hash(password, OPTIONS)),
    async matches(stored, password) {
      const equal = await inTurn(() => verify(stored ?? nobody, password));
      return equal && stored !== null;
    },
    isOutdated(stored) {
      const [, memoryCost, timeCost] = /^\$argon2id\$v=\d+\$m=(\d+),t=(\d+),/.exec(stored) ?? [];
      return Number(memoryCost ?? 0) < OPTIONS.memoryCost || Number(timeCost ?? 0) < OPTIONS.timeCost;
    },
  };
}
