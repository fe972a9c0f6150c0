import { randomUUID } from 'node:crypto';

import { beforeEach, describe, expect, it } from 'vitest';

import type { Decision, Lease, SelectionRequest } from './policy/decision.ts';
import { dayOf } from './policy/calendar.ts';
import { DEFAULT_POLICY, type SelectionPolicy } from './policy/policy.ts';
import type { QuotaReport } from './policy/quota-report.ts';
import type { Quota, SettleRequest } from './quota.ts';

const START_MS = Date.UTC(2026, 0, 15, 12);
const TOMORROW = dayOf(START_MS, 0) + 1;
const HOUR_MS = 3_600_000;

const POLICY: SelectionPolicy = {
  ...DEFAULT_POLICY,
  free: { ...DEFAULT_POLICY.free, limit: 3, blockMs: 10_000, arrivalMs: 2_000, probeMs: 1_000, driftPpm: 0 },
  leaseMs: 5_000,
};

/** What the suite needs of an adapter: an empty quota under that policy, on a clock of the suite's. */
export type OpenQuota = (options: { readonly policy: SelectionPolicy; readonly now: () => number }) => Quota;

type Asks = Partial<Omit<SelectionRequest, 'leaseId'>> & { readonly paid?: boolean; readonly left?: number };

/** The promises of `Quota`, kept by every adapter. */
export function describeQuota(name: string, openQuota: OpenQuota): void {
  describe(`${name} as a quota`, () => {
    let nowMs: number;
    let quota: Quota;

    beforeEach(() => {
      start();
    });

    function start(changes: Omit<Partial<SelectionPolicy>, 'free'> & { free?: Partial<SelectionPolicy['free']> } = {}) {
      nowMs = START_MS;
      const policy = { ...POLICY, ...changes, free: { ...POLICY.free, ...changes.free } };
      quota = openQuota({ policy, now: () => nowMs });
    }

    function request({ paid = false, left = 100, ...asks }: Asks = {}): SelectionRequest {
      const userId = asks.userId ?? 'ann';
      return {
        userId,
        key: randomUUID(),
        leaseId: randomUUID(),
        fingerprint: 'print',
        door: 'ANY',
        keepMs: HOUR_MS,
        user: { left, refreshDay: TOMORROW, paidAccess: paid, paidAccessSeq: 1 },
        group: 'fresh',
        ...asks,
      };
    }

    const decide = async (asks?: Asks): Promise<Decision> => (await quota.reserve(request(asks))).decision;

    async function lease(asks?: Asks): Promise<Lease> {
      const decision = await decide(asks);
      if (decision.kind !== 'granted') throw new Error(`expected a lease, got ${JSON.stringify(decision)}`);
      return decision.lease;
    }

    async function settle(
      settled: Lease,
      outcome: Omit<SettleRequest, 'leaseId' | 'request'>,
      asks: Asks = {},
    ): Promise<Decision> {
      const { user: _user, ...next } = request({ ...asks, userId: settled.userId, key: settled.key });
      return (await quota.settle({ ...outcome, leaseId: settled.id, request: next })).decision;
    }

    const answered = (settled: Lease, report?: QuotaReport) => settle(settled, { outcome: 'answered', report });
    const groupNow = async () => (await quota.group())?.group;
    const left = async (userId = 'ann') => (await quota.user(userId))?.left;

    /** Fills the batch and settles it, so that the free provider is known to block for 10 s from now. */
    async function block(): Promise<void> {
      for (let call = 0; call < 3; call += 1) await answered(await lease({ userId: 'filler' }));
    }

    describe('the free window', () => {
      it('gives the free provider exactly its limit, however many ask at once, and the paid one the rest', async () => {
        const leases = await Promise.all(Array.from({ length: 50 }, () => lease({ paid: true })));
        expect(leases.filter(({ provider }) => provider === 'free')).toHaveLength(3);
        expect(leases.filter(({ provider }) => provider === 'paid')).toHaveLength(47);
      });

      it('opens again one block after the last acceptance became known', async () => {
        await block();
        nowMs += 9_999;
        expect(await lease({ paid: true })).toMatchObject({ provider: 'paid', reason: 'free_blocked' });
        nowMs += 1;
        expect(await lease({ paid: true })).toMatchObject({ provider: 'free', reason: 'free_open' });
      });

      it('counts the block from the slowest call when the one that filled the batch is the fastest', async () => {
        const [first, second, third] = [await lease(), await lease(), await lease()];
        nowMs += 100;
        await answered(third);
        await answered(second);
        nowMs += 700;
        await answered(first);
        nowMs += 9_999;
        expect(await lease({ paid: true })).toMatchObject({ provider: 'paid' });
        nowMs += 1;
        expect(await lease({ paid: true })).toMatchObject({ provider: 'free' });
      });

      it('counts the block from the call that filled the batch when that is the slowest', async () => {
        const [first, second, third] = [await lease(), await lease(), await lease()];
        await answered(first);
        await answered(second);
        nowMs += 1_500;
        await answered(third);
        expect((await groupNow())?.blockedUntil).toBe(START_MS + 11_500);
      });

      it('works with a limit of one, and never uses a provider with a limit of none', async () => {
        start({ free: { limit: 1 } });
        expect(await lease({ paid: true })).toMatchObject({ provider: 'free' });
        expect(await lease({ paid: true })).toMatchObject({ provider: 'paid' });
        start({ free: { limit: 0 } });
        expect(await lease({ paid: true })).toMatchObject({ provider: 'paid' });
      });

      it('never closes a provider that does not block', async () => {
        start({ free: { blockMs: 0 } });
        for (let call = 0; call < 20; call += 1) expect(await lease()).toMatchObject({ provider: 'free' });
      });

      it('opens again a millisecond after a block of one millisecond began', async () => {
        start({ free: { limit: 1, blockMs: 1 } });
        await answered(await lease({ paid: true }));
        expect(await lease({ paid: true })).toMatchObject({ provider: 'paid' });
        nowMs += 1;
        expect(await lease({ paid: true })).toMatchObject({ provider: 'free' });
      });

      it('keeps a block of 30 days, longer than a timer can count', async () => {
        const days = 30 * 24 * HOUR_MS;
        start({ free: { limit: 1, blockMs: days } });
        await answered(await lease({ paid: true }));
        nowMs += days - 1;
        expect(await lease({ paid: true })).toMatchObject({ provider: 'paid' });
        nowMs += 1;
        expect(await lease({ paid: true })).toMatchObject({ provider: 'free' });
      });

      it('adds to a block what the clocks may drift apart', async () => {
        start({ free: { limit: 1, driftPpm: 200 } });
        await answered(await lease({ paid: true }));
        nowMs += 10_002;
        expect(await lease({ paid: true })).toMatchObject({ provider: 'paid' });
        nowMs += 1;
        expect(await lease({ paid: true })).toMatchObject({ provider: 'free' });
      });

      it('reopens a full batch whose last call was never sent', async () => {
        const [, , last] = [await lease(), await lease(), await lease()];
        await settle(last, { outcome: 'not_sent' });
        expect(await lease({ paid: true })).toMatchObject({ provider: 'free' });
        expect(await lease({ paid: true })).toMatchObject({ provider: 'paid' });
      });

      it('holds its clock still when the store steps back a second, and follows a step back of an hour', async () => {
        await block();
        nowMs -= 1_000;
        expect(await lease({ paid: true })).toMatchObject({ provider: 'paid' });
        nowMs -= HOUR_MS;
        expect(await lease({ paid: true })).toMatchObject({ provider: 'paid' });
        nowMs += 12_000;
        expect(await lease({ paid: true })).toMatchObject({ provider: 'free' });
      });

      it('ends a block early by the store’s clock when that leaps an hour ahead, and one refusal sets it right', async () => {
        await block();
        nowMs += HOUR_MS;
        const early = await lease({ paid: true });
        expect(early).toMatchObject({ provider: 'free' });
        await settle(early, { outcome: 'refused', retryAfterMs: 9_000 });
        expect(await lease({ paid: true })).toMatchObject({ provider: 'paid', reason: 'free_blocked' });
        nowMs += 9_000;
        expect(await lease({ paid: true })).toMatchObject({ provider: 'free', reason: 'free_open' });
      });
    });

    describe('a provider that blocks with its first refusal', () => {
      beforeEach(() => {
        start({ free: { blockStarts: 'on_first_refusal' } });
      });

      it('is sacrificed exactly one call a cycle, by one caller, whoever else asks meanwhile', async () => {
        for (let cycle = 0; cycle < 3; cycle += 1) {
          const leases = await Promise.all(Array.from({ length: 40 }, () => lease({ paid: true })));
          const reasons = leases.map(({ reason }) => reason);
          expect(reasons.filter((reason) => reason === 'free_open')).toHaveLength(3);
          expect(reasons.filter((reason) => reason === 'free_trigger')).toHaveLength(1);
          expect(reasons.filter((reason) => reason === 'free_probing')).toHaveLength(36);
          for (const open of leases.filter(({ reason }) => reason === 'free_open')) await answered(open);
          expect(await lease({ paid: true })).toMatchObject({ reason: 'free_probing' });
          const trigger = leases.find(({ reason }) => reason === 'free_trigger') as Lease;
          expect(await settle(trigger, { outcome: 'refused', retryAfterMs: 10_000, again: 'not_free' })).toMatchObject({
            kind: 'granted',
            lease: { provider: 'paid', reason: 'free_failed', attempt: 2 },
          });
          expect(await lease({ paid: true })).toMatchObject({ reason: 'free_blocked' });
          nowMs += 10_000;
        }
      });

      it('counts the block from the call that was refused, were it another than the sacrificed one', async () => {
        const [first] = [await lease(), await lease(), await lease(), await lease()];
        nowMs += 30;
        await settle(first, { outcome: 'refused' });
        expect(await groupNow()).toMatchObject({ blockedUntil: START_MS + 10_030, batch: 2 });
      });

      it('gets another sacrifice when the first is lost', async () => {
        for (let call = 0; call < 3; call += 1) await answered(await lease());
        expect(await lease()).toMatchObject({ reason: 'free_trigger' });
        nowMs += 999;
        expect(await lease({ paid: true })).toMatchObject({ provider: 'paid' });
        nowMs += 1;
        expect(await lease()).toMatchObject({ reason: 'free_trigger' });
      });

      it('gets another sacrifice at once when the first was accepted after all', async () => {
        for (let call = 0; call < 3; call += 1) await answered(await lease());
        await answered(await lease());
        expect(await lease()).toMatchObject({ reason: 'free_trigger' });
      });

      it.each([undefined, { remaining: 0, resetMs: undefined }])(
        'is sacrificed no other call while one is under way that the first overtook (told to remain: %o)',
        async (told) => {
          const [, , , trigger] = [await lease(), await lease(), await lease(), await lease()];
          await answered(trigger, told);
          expect(await lease({ paid: true })).toMatchObject({ reason: 'free_probing' });
          nowMs += 1_000;
          expect(await lease()).toMatchObject({ reason: 'free_trigger' });
        },
      );

      it('is not kept waiting by a sacrifice that could not be sent', async () => {
        const [, , , trigger] = [await lease(), await lease(), await lease(), await lease()];
        await settle(trigger, { outcome: 'not_sent' });
        expect(await lease()).toMatchObject({ reason: 'free_trigger' });
      });

      it('is known by its remaining count: no call is sacrificed before the batch is full', async () => {
        const [first, second] = [await lease(), await lease()];
        await answered(first, { remaining: 1, resetMs: undefined });
        await answered(second, { remaining: 0, resetMs: undefined });
        expect(await lease()).toMatchObject({ reason: 'free_trigger' });
      });

      it('without a block never needs a sacrifice', async () => {
        start({ free: { blockStarts: 'on_first_refusal', blockMs: 0 } });
        for (let call = 0; call < 10; call += 1) expect(await lease()).toMatchObject({ reason: 'free_open' });
      });

      it('costs one paid call a cycle in the fewest there could have been, too', async () => {
        for (let call = 0; call < 4; call += 1) {
          const { reason, ...asked } = await lease({ paid: true });
          if (reason === 'free_open') await answered({ ...asked, reason });
          else await settle({ ...asked, reason }, { outcome: 'refused', again: 'not_free' });
        }
        expect(await groupNow()).toMatchObject({ freeAnswered: 3, freeRefused: 1, paid: 1, boundPaid: 1 });
      });
    });

    describe('a provider that tells what remains', () => {
      const report = (remaining: number, resetMs?: number): QuotaReport => ({ remaining, resetMs });

      it('shows what others used of the key', async () => {
        await answered(await lease(), report(1));
        expect(await groupNow()).toMatchObject({ surelyCounted: 2, possiblyCounted: 2 });
        expect(await lease()).toMatchObject({ provider: 'free' });
        expect(await lease({ paid: true })).toMatchObject({ provider: 'paid', reason: 'free_blocked' });
      });

      it('ends its batch by its own word, and the block when it says', async () => {
        await answered(await lease(), report(0, 4_000));
        nowMs += 3_999;
        expect(await lease({ paid: true })).toMatchObject({ provider: 'paid' });
        nowMs += 1;
        expect(await lease({ paid: true })).toMatchObject({ provider: 'free', reason: 'free_open' });
      });

      it('blocks for its usual time where it says that nothing remains, and not for how long', async () => {
        await answered(await lease(), report(0));
        expect((await groupNow())?.blockedUntil).toBe(START_MS + 10_000);
      });

      it('is certain again after one acceptance, however many outcomes were unknown', async () => {
        for (let call = 0; call < 3; call += 1) await lease();
        nowMs += 12_000;
        const probe = await lease();
        expect(probe).toMatchObject({ reason: 'free_probe' });
        await answered(probe, report(1));
        expect(await groupNow()).toMatchObject({ serialOwed: 0, surelyCounted: 2, possiblyCounted: 2 });
        expect(await lease()).toMatchObject({ provider: 'free', reason: 'free_open' });
        expect(await lease({ paid: true })).toMatchObject({ provider: 'paid' });
      });

      it('is believed in its highest count when answers overtake each other', async () => {
        const [first, second] = [await lease(), await lease()];
        await answered(second, report(1));
        await answered(first, report(2));
        expect(await groupNow()).toMatchObject({ surelyCounted: 2, possiblyCounted: 2 });
      });

      it('is not believed about a call that may have arrived after its answer left', async () => {
        const [first] = [await lease(), await lease(), await lease()];
        await answered(first, report(2));
        expect(await groupNow()).toMatchObject({ surelyCounted: 1, possiblyCounted: 3 });
        expect(await lease({ paid: true })).toMatchObject({ provider: 'paid' });
      });

      it('opens a batch again that was taken for full', async () => {
        start({ free: { limit: 2 } });
        await answered(await lease());
        await answered(await lease(), report(2));
        expect(await groupNow()).toMatchObject({ possiblyCounted: 1, blockedUntil: 0 });
        expect(await lease()).toMatchObject({ provider: 'free', reason: 'free_open' });
      });

      it('is not asked about a batch that is over', async () => {
        const late = await lease();
        await settle(await lease(), { outcome: 'refused', retryAfterMs: 100 });
        nowMs += 100;
        await answered(late, report(0));
        expect(await lease()).toMatchObject({ provider: 'free', reason: 'free_open' });
      });
    });

    describe('a free provider that fails', () => {
      beforeEach(() => {
        start({ free: { restAfter: 2, limit: 100 } });
      });

      const outcomes = ['failed', 'unreachable', 'lost'] as const;

      it.each(outcomes)(
        'is left alone after some calls in a row were %s, then tried by one at a time',
        async (outcome) => {
          await settle(await lease(), { outcome });
          expect(await lease()).toMatchObject({ reason: 'free_open' });
          await settle(await lease(), { outcome });
          expect(await lease({ paid: true })).toMatchObject({ provider: 'paid', reason: 'free_probing' });
          nowMs += 1_000;
          const probe = await lease({ paid: true });
          expect(probe).toMatchObject({ reason: 'free_probe' });
          expect(await lease({ paid: true })).toMatchObject({ provider: 'paid' });
          await answered(probe);
          expect(await lease({ paid: true })).toMatchObject({ reason: 'free_open' });
        },
      );

      it('is left alone again when that one fails too', async () => {
        for (let call = 0; call < 2; call += 1) await settle(await lease(), { outcome: 'unreachable' });
        nowMs += 1_000;
        await settle(await lease(), { outcome: 'unreachable' });
        expect(await lease({ paid: true })).toMatchObject({ provider: 'paid' });
        nowMs += 1_000;
        expect(await lease()).toMatchObject({ reason: 'free_probe' });
      });

      it('is not blamed for a call that we did not send in time, nor for one it answered or refused in between', async () => {
        await settle(await lease(), { outcome: 'failed' });
        await settle(await lease(), { outcome: 'not_sent' });
        await answered(await lease());
        await settle(await lease(), { outcome: 'failed' });
        expect(await lease({ paid: true })).toMatchObject({ reason: 'free_open' });
      });
    });

    describe('unknown outcomes', () => {
      async function blockWithOneUnknown(): Promise<void> {
        await answered(await lease());
        await answered(await lease());
        await lease();
        nowMs += 12_000;
      }

      it('waits for the latest arrival and the block, then tries one call at a time', async () => {
        await answered(await lease());
        await answered(await lease());
        await lease();
        nowMs += 11_999;
        expect(await lease({ paid: true })).toMatchObject({ provider: 'paid', reason: 'free_blocked' });
        nowMs += 1;
        expect(await lease({ paid: true })).toMatchObject({ provider: 'free', reason: 'free_probe' });
        expect(await lease({ paid: true })).toMatchObject({ provider: 'paid', reason: 'free_probing' });
      });

      it('trusts its count again after one acceptance more than outcomes were unknown', async () => {
        await blockWithOneUnknown();
        await answered(await lease());
        const second = await lease();
        expect(second).toMatchObject({ reason: 'free_probe' });
        await answered(second);
        expect(await lease({ paid: true })).toMatchObject({ provider: 'free', reason: 'free_open' });
      });

      it('trusts its count again after one refusal', async () => {
        await blockWithOneUnknown();
        await settle(await lease(), { outcome: 'refused', retryAfterMs: 400 });
        nowMs += 400;
        expect(await lease()).toMatchObject({ reason: 'free_open' });
      });

      it('lets the next probe go when one, or its settlement, is lost, and owes one acceptance more for it', async () => {
        await blockWithOneUnknown();
        expect(await lease()).toMatchObject({ reason: 'free_probe' });
        nowMs += 999;
        expect(await lease({ paid: true })).toMatchObject({ provider: 'paid' });
        nowMs += 1;
        expect(await lease()).toMatchObject({ reason: 'free_probe' });
        const reading = await quota.group();
        expect(reading?.group.serialOwed).toBe(3);
      });

      it('keeps a second probe back when the first, taken for lost, is accepted after all', async () => {
        await blockWithOneUnknown();
        const late = await lease();
        nowMs += 1_000;
        await lease();
        await answered(late);
        expect(await lease({ paid: true })).toMatchObject({ provider: 'paid', reason: 'free_probing' });
      });

      it('ignores the acceptance of a batch that is over', async () => {
        await answered(await lease());
        await answered(await lease());
        const late = await lease();
        nowMs += 12_000;
        await lease();
        await answered(late);
        expect((await quota.group())?.group).toMatchObject({ possiblyCounted: 1, surelyCounted: 0, serialOwed: 2 });
      });

      it('starts one call at a time where the store has lost its memory', async () => {
        expect(await lease({ group: 'uncertain' })).toMatchObject({ reason: 'free_probe' });
        expect(await lease({ paid: true })).toMatchObject({ reason: 'free_probing' });
      });
    });

    describe('refusals', () => {
      it('decide anew in the same step, and leave the unit where it was', async () => {
        const refused = await lease({ left: 5, paid: true });
        expect(await settle(refused, { outcome: 'refused', again: 'not_free' })).toMatchObject({
          kind: 'granted',
          lease: { provider: 'paid', reason: 'free_failed', attempt: 2 },
        });
        expect(await left()).toBe(4);
      });

      it('block once, however many calls in flight are refused', async () => {
        const flying = [await lease(), await lease(), await lease()];
        await settle(flying[0] as Lease, { outcome: 'refused', retryAfterMs: 4_000 });
        nowMs += 100;
        await settle(flying[1] as Lease, { outcome: 'refused' });
        await settle(flying[2] as Lease, { outcome: 'refused', retryAfterMs: 1_000 });
        const reading = await quota.group();
        expect(reading?.group).toMatchObject({ batch: 2, blockedUntil: START_MS + 12_000, freeRefused: 3 });
      });

      it('make a block longer when they name a later end, never shorter', async () => {
        start({ free: { limit: 10 } });
        const flying = [await lease(), await lease(), await lease()];
        await settle(flying[0] as Lease, { outcome: 'refused', retryAfterMs: 4_000 });
        await settle(flying[1] as Lease, { outcome: 'refused', retryAfterMs: 1_000 });
        expect((await quota.group())?.group.blockedUntil).toBe(START_MS + 4_000);
        await settle(flying[2] as Lease, { outcome: 'refused', retryAfterMs: 9_000 });
        expect((await quota.group())?.group.blockedUntil).toBe(START_MS + 9_000);
      });

      it('start the block anew, all of them, where the provider does so', async () => {
        start({ free: { refusalExtends: true } });
        const flying = [await lease(), await lease(), await lease()];
        await settle(flying[0] as Lease, { outcome: 'refused', retryAfterMs: 9_000 });
        nowMs += 8_000;
        await settle(flying[1] as Lease, { outcome: 'refused' });
        expect((await groupNow())?.blockedUntil).toBe(START_MS + 18_000);
        nowMs += 100;
        await settle(flying[2] as Lease, { outcome: 'refused' });
        expect((await groupNow())?.blockedUntil).toBe(START_MS + 18_100);
      });

      it('without a word on how long block for the provider’s usual time', async () => {
        await settle(await lease(), { outcome: 'refused' });
        expect((await quota.group())?.group.blockedUntil).toBe(START_MS + 10_000);
      });
    });

    describe('leases', () => {
      it('are settled once: what comes later is ignored', async () => {
        const settled = await lease();
        await answered(settled);
        const before = await quota.group();
        expect(await answered(settled)).toEqual({ kind: 'ignored' });
        expect(await settle(settled, { outcome: 'refused' })).toEqual({ kind: 'ignored' });
        expect(await settle(settled, { outcome: 'not_sent' })).toEqual({ kind: 'ignored' });
        expect(await settle({ ...settled, id: 'unheard-of' }, { outcome: 'not_sent' })).toEqual({ kind: 'ignored' });
        expect(await quota.group()).toEqual(before);
      });

      it('asked for twice under one id are given once', async () => {
        const asked = request({ left: 5 });
        const [once, twice] = [await quota.reserve(asked), await quota.reserve(asked)];
        expect(twice.decision).toEqual(once.decision);
        expect((await quota.group())?.group.possiblyCounted).toBe(1);
        expect(await left()).toBe(4);
      });
    });

    describe('keys', () => {
      it('give one lease to any number of callers', async () => {
        const decisions = await Promise.all(Array.from({ length: 500 }, () => decide({ key: 'same' })));
        expect(decisions.filter(({ kind }) => kind === 'granted')).toHaveLength(1);
        expect(decisions.filter(({ kind }) => kind === 'in_progress')).toHaveLength(499);
        expect(await left()).toBe(99);
      });

      it('do not serve two different requests', async () => {
        await lease({ key: 'same', fingerprint: 'one' });
        expect(await decide({ key: 'same', fingerprint: 'two' })).toEqual({ kind: 'key_reused' });
      });

      it('whose free call nobody finished are decided anew, on the unit already taken', async () => {
        await lease({ key: 'same', left: 5 });
        nowMs += 4_999;
        expect(await decide({ key: 'same' })).toEqual({ kind: 'in_progress', retryAfterMs: 1 });
        nowMs += 1;
        expect(await lease({ key: 'same' })).toMatchObject({ provider: 'free', attempt: 2, period: TOMORROW });
        expect(await left()).toBe(4);
      });

      it('whose paid call nobody finished go to the paid provider again, if it knows the key', async () => {
        await block();
        await lease({ key: 'same', paid: true });
        nowMs += 10_000;
        expect(await lease({ key: 'same' })).toMatchObject({ provider: 'paid', reason: 'taken_over', attempt: 2 });
        expect(await decide({ key: 'same' })).toMatchObject({ kind: 'in_progress' });
      });

      it('whose paid call nobody finished stay unknown for ever, if the paid provider does not know the key', async () => {
        start({ paidTakesKey: false });
        await block();
        await lease({ key: 'same', paid: true });
        nowMs += 10_000;
        expect(await decide({ key: 'same' })).toEqual({ kind: 'outcome_unknown' });
      });

      it('that nobody can come back with are remembered as long as there is something to settle', async () => {
        const asked = request({ keepMs: 0, left: 5 });
        await quota.reserve(asked);
        expect((await quota.reserve(asked)).decision).toMatchObject({ kind: 'granted', lease: { id: asked.leaseId } });
        expect((await groupNow())?.possiblyCounted).toBe(1);
        await block();
        const gone = await lease({ keepMs: 0, left: 0, userId: 'payer', paid: true });
        expect(gone).toMatchObject({ provider: 'paid', period: 0 });
        expect(await settle(gone, { outcome: 'lost' })).toEqual({ kind: 'ignored' });
        const sponsored = await lease({ keepMs: 0, userId: 'bob', left: 3 });
        expect(await settle(sponsored, { outcome: 'refused' })).toEqual({ kind: 'settled' });
        expect(await left('bob')).toBe(3);
      });

      it('of calls that were never sent are free again', async () => {
        await settle(await lease({ key: 'same' }), { outcome: 'not_sent' });
        expect(await lease({ key: 'same' })).toMatchObject({ attempt: 1 });
      });
    });

    describe('the allowance', () => {
      it('of one unit serves exactly one of 100 callers at once', async () => {
        const decisions = await Promise.all(Array.from({ length: 100 }, () => decide({ left: 1 })));
        expect(decisions.filter(({ kind }) => kind === 'granted')).toHaveLength(1);
        expect(decisions.filter(({ kind }) => kind === 'allowance_exhausted')).toHaveLength(99);
      });

      it('when used up is refused with the day of its renewal, and nothing is touched', async () => {
        const before = await quota.reserve(request({ left: 0 }));
        expect(before.decision).toEqual({ kind: 'allowance_exhausted', refreshDay: TOMORROW });
        expect((await quota.group())?.group.possiblyCounted).toBe(0);
      });

      it('is renewed at midnight exactly, and is not added up', async () => {
        await lease({ left: 1 });
        nowMs = TOMORROW * 24 * HOUR_MS - 1;
        expect(await decide()).toMatchObject({ kind: 'allowance_exhausted' });
        nowMs += 1;
        expect(await left()).toBe(10);
        await lease();
        expect(await left()).toBe(9);
        nowMs += 72 * HOUR_MS;
        expect(await quota.user('ann')).toMatchObject({ left: 10, refreshDay: TOMORROW + 4 });
      });

      it('is renewed once when two ask at that very instant', async () => {
        await lease({ left: 1 });
        nowMs = TOMORROW * 24 * HOUR_MS;
        await Promise.all([lease(), lease()]);
        expect(await left()).toBe(8);
      });

      it('gets back what was not sent, but not in the next period', async () => {
        const first = await lease({ left: 5 });
        await settle(first, { outcome: 'not_sent' });
        expect(await left()).toBe(5);
        const second = await lease();
        nowMs = TOMORROW * 24 * HOUR_MS;
        await lease();
        await settle(second, { outcome: 'not_sent' });
        expect(await left()).toBe(9);
      });

      it('gets nothing back for an outcome that nobody knows', async () => {
        await settle(await lease({ left: 5 }), { outcome: 'lost' });
        expect(await left()).toBe(4);
      });

      it('is taken from paying users too while there is some, and not beyond', async () => {
        await lease({ left: 1, paid: true });
        expect(await left()).toBe(0);
        expect(await lease({ paid: true })).toMatchObject({ period: 0 });
        expect(await left()).toBe(0);
      });
    });

    describe('doors', () => {
      it('send paying users without allowance from the free door to the paid one', async () => {
        expect(await decide({ door: 'FREE', left: 0, paid: true })).toEqual({ kind: 'redirected', to: 'PAID' });
      });

      it('send users with allowance from the paid door to the free one', async () => {
        expect(await decide({ door: 'PAID', left: 1, paid: true })).toEqual({ kind: 'redirected', to: 'FREE' });
        expect(await left()).toBe(1);
      });

      it('refuse whoever has neither, before anything else', async () => {
        for (const door of ['ANY', 'FREE', 'PAID'] as const) {
          expect(await decide({ door, left: 0 })).toMatchObject({ kind: 'allowance_exhausted' });
        }
      });

      it('let the free provider do the work of the paid door while it admits', async () => {
        expect(await lease({ door: 'PAID', left: 0, paid: true })).toMatchObject({ provider: 'free' });
      });
    });

    describe('users without paid access at a blocked provider', () => {
      it('are sponsored, each up to the daily budget', async () => {
        await block();
        for (let call = 0; call < 3; call += 1) {
          expect(await lease({ left: 10 })).toMatchObject({ provider: 'paid', sponsored: true });
        }
        expect(await decide()).toEqual({ kind: 'free_blocked', retryAfterMs: 10_000 });
        expect(await left()).toBe(7);
      });

      it('are sponsored together up to the hourly budget, anew every hour', async () => {
        start({ sponsoredPerHour: 2, free: { limit: 1, blockMs: 24 * HOUR_MS } });
        await answered(await lease());
        await lease({ userId: 'bob' });
        await lease({ userId: 'cid' });
        expect(await decide({ userId: 'dan' })).toMatchObject({ kind: 'free_blocked' });
        nowMs += HOUR_MS;
        expect(await lease({ userId: 'dan' })).toMatchObject({ sponsored: true });
      });

      it('get their sponsored call back when it was not sent', async () => {
        start({ sponsoredPerHour: 1 });
        await block();
        await settle(await lease(), { outcome: 'not_sent' });
        expect(await lease()).toMatchObject({ sponsored: true });
        expect(await decide()).toMatchObject({ kind: 'free_blocked' });
      });

      it('are turned away with the time to wait, unit untouched, where the policy rejects them', async () => {
        start({ unpaidWhenBlocked: 'reject' });
        await block();
        nowMs += 4_000;
        expect(await decide({ left: 10 })).toEqual({ kind: 'free_blocked', retryAfterMs: 6_000 });
        expect(await left()).toBe(10);
      });

      it('are turned away after a refusal too, and may use the same key again', async () => {
        start({ unpaidWhenBlocked: 'reject' });
        const refused = await lease({ key: 'same', left: 5 });
        expect(await settle(refused, { outcome: 'refused', retryAfterMs: 400, again: 'not_free' })).toMatchObject({
          kind: 'free_blocked',
        });
        expect(await left()).toBe(5);
        nowMs += 400;
        expect(await lease({ key: 'same' })).toMatchObject({ provider: 'free', attempt: 1 });
      });
    });

    describe('paid access', () => {
      it('holds from the next decision on', async () => {
        expect(await decide({ left: 0 })).toMatchObject({ kind: 'allowance_exhausted' });
        await quota.setPaidAccess('ann', { paidAccess: true, seq: 2 });
        expect(await decide()).toMatchObject({ kind: 'granted' });
        await quota.setPaidAccess('ann', { paidAccess: false, seq: 3 });
        expect(await decide()).toMatchObject({ kind: 'allowance_exhausted' });
      });

      it('taken away while a call is under way holds for what is decided after it', async () => {
        start({ unpaidWhenBlocked: 'reject' });
        const asked = await lease({ paid: true, left: 5 });
        await quota.setPaidAccess('ann', { paidAccess: false, seq: 2 });
        expect(await settle(asked, { outcome: 'refused', again: 'not_free' })).toMatchObject({ kind: 'free_blocked' });
        await quota.setPaidAccess('ann', { paidAccess: true, seq: 3 });
        expect(await decide()).toMatchObject({ kind: 'granted', lease: { provider: 'paid' } });
      });

      it('follows the later change, in whatever order they come', async () => {
        await quota.setPaidAccess('ann', { paidAccess: true, seq: 7 });
        await quota.setPaidAccess('ann', { paidAccess: false, seq: 6 });
        expect(await decide({ left: 0 })).toMatchObject({ kind: 'granted' });
      });

      it('that was changed before the user was introduced is not undone by older news', async () => {
        await quota.setPaidAccess('ann', { paidAccess: true, seq: 2 });
        expect(await decide({ user: undefined })).toMatchObject({ kind: 'unknown', user: true });
        expect(await decide({ left: 0, paid: false })).toMatchObject({ kind: 'granted' });
      });
    });

    describe('a store that knows nothing', () => {
      it('says what is missing and in which period the user is', async () => {
        expect(await decide({ user: undefined, group: undefined })).toEqual({
          kind: 'unknown',
          user: true,
          group: true,
          refreshDay: TOMORROW,
        });
        expect(await quota.user('ann')).toBeUndefined();
        expect(await quota.group()).toBeUndefined();
      });

      it('keeps what it knows better than the caller', async () => {
        await lease({ left: 5 });
        await lease({ left: 5 });
        expect(await left()).toBe(3);
      });
    });

    it('counts saved calls, paid calls and the fewest there could have been', async () => {
      for (let call = 0; call < 5; call += 1) await answered(await lease({ paid: true }));
      expect((await quota.group())?.group).toMatchObject({ freeAnswered: 3, paid: 2, boundPaid: 2 });
    });
  });
}
