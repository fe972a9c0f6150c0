import type { Cache } from './cache.ts';

export interface MemoryCacheOptions {
  /** About how much memory keys and values may take; what was not asked for the longest makes room. */
  readonly maxBytes: number;
  /** Milliseconds that only grow. */
  readonly now?: () => number;
}

interface Entry {
  readonly value: string;
  readonly bytes: number;
  readonly endsAt: number;
}

/** What an entry takes beside its texts. */
const ENTRY_BYTES = 150;
const BYTES_OF_A_CHARACTER = 2;

/** A cache within one process. */
export function createMemoryCache({ maxBytes, now = () => performance.now() }: MemoryCacheOptions): Cache {
  /** From the one not asked for the longest to the latest. */
  const entries = new Map<string, Entry>();
  let bytes = 0;

  const drop = (key: string, entry: Entry): void => {
    entries.delete(key);
    bytes -= entry.bytes;
  };
  const makeRoom = (): void => {
    for (const [key, entry] of entries) {
      if (bytes <= maxBytes) return;
      drop(key, entry);
    }
  };

  return {
    get(key) {
      const entry = entries.get(key);
      if (entry === undefined) return Promise.resolve(undefined);
      if (entry.endsAt <= now()) {
        drop(key, entry);
        return Promise.resolve(undefined);
      }
      entries.delete(key);
      entries.set(key, entry);
      return Promise.resolve(entry.value);
    },
    set(key, value, ttlMs) {
      const known = entries.get(key);
      if (known !== undefined) drop(key, known);
      const size = ENTRY_BYTES + BYTES_OF_A_CHARACTER * (key.length + value.length);
      // It would drive out everything else and then itself.
      if (size > maxBytes) return Promise.resolve();
      entries.set(key, { value, bytes: size, endsAt: now() + ttlMs });
      bytes += size;
      makeRoom();
      return Promise.resolve();
    },
    close() {
      entries.clear();
      bytes = 0;
      return Promise.resolve();
    },
  };
}
