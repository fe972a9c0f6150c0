import { beforeEach, describe, expect, it } from 'vitest';

import type { AnsweredEntry, Ledger } from './ledger.ts';

const ANN = '01900000-0000-7000-8000-000000000001';
const BOB = '01900000-0000-7000-8000-000000000002';

const ENTRY: AnsweredEntry = {
  userId: ANN,
  key: 'key',
  fingerprint: 'f'.repeat(43),
  answer: 'olleh',
  provider: 'paid',
  reason: 'free_blocked',
  attempt: 2,
  sponsored: true,
  period: 20_000,
};

/** The promises of `Ledger`, kept by every adapter. `openLedger` gives an empty one. */
export function describeLedger(name: string, openLedger: () => Ledger | Promise<Ledger>): void {
  describe(`${name} as a ledger`, () => {
    let ledger: Ledger;
    beforeEach(async () => {
      ledger = await openLedger();
    });

    it('finds what was recorded, under the key of that user only', async () => {
      expect(await ledger.record(ENTRY)).toEqual(ENTRY);
      expect(await ledger.find(ANN, 'key')).toEqual(ENTRY);
      expect(await ledger.find(ANN, 'other')).toBeUndefined();
      expect(await ledger.find(BOB, 'key')).toBeUndefined();
    });

    it('keeps the first of two answers and gives it to both', async () => {
      await ledger.record(ENTRY);
      expect(await ledger.record({ ...ENTRY, answer: 'other', provider: 'free' })).toEqual(ENTRY);
      expect(await ledger.find(ANN, 'key')).toEqual(ENTRY);
    });

    it('gives the same entry to many that record at once', async () => {
      const answers = Array.from({ length: 20 }, (_, index) => ({ ...ENTRY, answer: `answer ${index}` }));
      const standing = await Promise.all(answers.map((entry) => ledger.record(entry)));
      expect(new Set(standing.map(({ answer }) => answer)).size).toBe(1);
      expect(await ledger.find(ANN, 'key')).toEqual(standing[0]);
    });

    it('opens an entry for one of many, and takes its answer later', async () => {
      const asked = { ...ENTRY, answer: undefined };
      const opened = await Promise.all(Array.from({ length: 20 }, () => ledger.open(asked)));
      expect(opened.filter(Boolean)).toHaveLength(1);
      expect(await ledger.find(ANN, 'key')).toEqual(asked);
      const answered = { ...ENTRY, attempt: 3 };
      expect(await ledger.record(answered)).toEqual(answered);
      expect(await ledger.find(ANN, 'key')).toEqual(answered);
      expect(await ledger.open(asked)).toBe(false);
      expect(await ledger.find(ANN, 'key')).toEqual(answered);
    });

    it('withdraws an entry without an answer, and no other', async () => {
      await ledger.open({ ...ENTRY, answer: undefined });
      await ledger.withdraw(ANN, 'key');
      expect(await ledger.find(ANN, 'key')).toBeUndefined();
      await ledger.record(ENTRY);
      await ledger.withdraw(ANN, 'key');
      expect(await ledger.find(ANN, 'key')).toEqual(ENTRY);
    });

    it('keeps any text as it is', async () => {
      const answer = '\u{1F468}\u200D\u{1F469} e\u0301 "\'\\ \n\t 漢 ' + 'x'.repeat(10_000);
      await ledger.record({ ...ENTRY, answer });
      expect((await ledger.find(ANN, 'key'))?.answer).toBe(answer);
      await ledger.record({ ...ENTRY, key: 'empty', answer: '' });
      expect((await ledger.find(ANN, 'empty'))?.answer).toBe('');
    });

    it('counts the units of one user and one period', async () => {
      await ledger.record(ENTRY);
      await ledger.open({ ...ENTRY, key: 'second', answer: undefined });
      await ledger.record({ ...ENTRY, key: 'uncharged', period: 0 });
      await ledger.record({ ...ENTRY, key: 'later', period: 20_001 });
      await ledger.record({ ...ENTRY, userId: BOB });
      expect(await ledger.unitsTaken(ANN, 20_000)).toBe(2);
      expect(await ledger.unitsTaken(ANN, 20_002)).toBe(0);
    });

    it('knows whether the free provider was ever called', async () => {
      expect(await ledger.hasFreeCalls()).toBe(false);
      await ledger.record(ENTRY);
      expect(await ledger.hasFreeCalls()).toBe(false);
      await ledger.record({ ...ENTRY, key: 'free', provider: 'free' });
      expect(await ledger.hasFreeCalls()).toBe(true);
    });
  });
}
