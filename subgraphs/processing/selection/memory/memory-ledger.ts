import type { AnsweredEntry, Ledger, LedgerEntry } from '../ledger.ts';

/** A ledger for tests and benches: its memory is the process's. */
export class MemoryLedger implements Ledger {
  readonly #entries = new Map<string, LedgerEntry>();

  find(userId: string, key: string): Promise<LedgerEntry | undefined> {
    return Promise.resolve(this.#entries.get(nameOf(userId, key)));
  }

  open(entry: LedgerEntry): Promise<boolean> {
    const name = nameOf(entry.userId, entry.key);
    if (this.#entries.has(name)) return Promise.resolve(false);
    this.#entries.set(name, { ...entry, answer: undefined });
    return Promise.resolve(true);
  }

  record(entry: AnsweredEntry): Promise<AnsweredEntry> {
    const name = nameOf(entry.userId, entry.key);
    const stored = this.#entries.get(name);
    if (stored?.answer !== undefined) return Promise.resolve({ ...stored, answer: stored.answer });
    this.#entries.set(name, entry);
    return Promise.resolve(entry);
  }

  withdraw(userId: string, key: string): Promise<void> {
    const name = nameOf(userId, key);
    if (this.#entries.get(name)?.answer === undefined) this.#entries.delete(name);
    return Promise.resolve();
  }

  unitsTaken(userId: string, period: number): Promise<number> {
    const taken = this.entries().filter((entry) => entry.userId === userId && entry.period === period);
    return Promise.resolve(taken.length);
  }

  hasFreeCalls(): Promise<boolean> {
    return Promise.resolve(this.entries().some(({ provider }) => provider === 'free'));
  }

  entries(): readonly LedgerEntry[] {
    return [...this.#entries.values()];
  }
}

function nameOf(userId: string, key: string): string {
  return JSON.stringify([userId, key]);
}
