import { setTimeout as sleep } from 'node:timers/promises';

import { afterEach, beforeEach, describe, expect, it } from 'vitest';

import { AppError } from '../../../kernel/errors/index.ts';
import { createFreeProvider, createPaidProvider, type ProviderService } from '../../../providers/index.ts';
import { openHttpProviderClient } from './clients/http-provider-client.ts';
import { FREE_PROVIDER, PAID_PROVIDER } from './clients/provider-rows.ts';
import { MemoryLedger } from './memory/memory-ledger.ts';
import { MemoryQuota } from './memory/memory-quota.ts';
import { DEFAULT_POLICY, type SelectionPolicy } from './policy/policy.ts';
import type { CallOutcome, ProviderClient } from './provider-client.ts';
import type { Quota } from './quota.ts';
import { createSelection, type Selection } from './selection.ts';
import type { Message, SelectionOptions } from './selection-options.ts';

const FREE = { limit: 5, blockMs: 60_000 };
const POLICY: SelectionPolicy = { ...DEFAULT_POLICY, free: { ...DEFAULT_POLICY.free, ...FREE } };

describe('provider selection', () => {
  let free: ProviderService;
  let paid: ProviderService;
  let clients: { free: ProviderClient; paid: ProviderClient };
  let ledger: MemoryLedger;
  let quota: Quota;
  let payingUsers: Set<string>;
  let settleErrors: unknown[];
  let selection: Selection;

  beforeEach(async () => {
    free = createFreeProvider(FREE);
    paid = createPaidProvider();
    const [freeUrl, paidUrl] = await Promise.all([free.listen(0, '127.0.0.1'), paid.listen(0, '127.0.0.1')]);
    clients = {
      free: openHttpProviderClient({ url: freeUrl, row: FREE_PROVIDER }),
      paid: openHttpProviderClient({ url: paidUrl, row: PAID_PROVIDER }),
    };
    ledger = new MemoryLedger();
    payingUsers = new Set(['payer']);
    start();
  });
  afterEach(async () => {
    await selection.close();
    expect(settleErrors).toEqual([]);
    await Promise.all([clients.free.close(), clients.paid.close()]);
    await Promise.all([free.close(), paid.close()]);
  });

  function start(changes: Partial<SelectionOptions> = {}): void {
    const policy = changes.policy ?? POLICY;
    quota = changes.quota ?? new MemoryQuota({ policy, zone: 'UTC' });
    settleErrors = [];
    selection = createSelection({
      quota,
      ledger,
      clients,
      policy,
      zone: 'UTC',
      paidAccess: { of: (userId) => Promise.resolve({ paidAccess: payingUsers.has(userId), seq: 1 }) },
      onSettleError: (error) => settleErrors.push(error),
      ...changes,
    });
  }

  const message = (changes: Partial<Message> = {}): Message => ({
    userId: 'ann',
    text: 'abc',
    idempotencyKey: undefined,
    door: 'ANY',
    deadline: Date.now() + 5_000,
    ...changes,
  });
  const send = (changes: Partial<Message> = {}) => selection.process(message(changes));

  /** A client whose next calls end as told; after them it is the real one again. */
  function scripted(real: ProviderClient, ...script: CallOutcome[]): ProviderClient {
    return { call: (asked) => Promise.resolve(script.shift() ?? real.call(asked)), close: () => real.close() };
  }
  const lost: CallOutcome = { kind: 'lost', cause: 'cut off' };

  it('has a message processed by the free provider, then by the paid one once the free one blocks', async () => {
    const outcomes = [];
    for (let call = 0; call < 8; call += 1) outcomes.push(await send({ userId: 'payer' }));
    expect(outcomes[0]).toEqual({
      kind: 'processed',
      text: 'cba',
      provider: 'free',
      reason: 'free_open',
      attempt: 1,
      replayed: false,
      sponsored: false,
    });
    expect(outcomes[5]).toMatchObject({ provider: 'paid', reason: 'free_blocked', attempt: 1 });
    expect(free.stats()).toMatchObject({ accepted: 5, refused: 0 });
    expect(paid.stats()).toMatchObject({ accepted: 3 });
  });

  it('serves ten messages a day, and says when the next ten are issued', async () => {
    start({ policy: { ...POLICY, sponsoredPerUserPerDay: 10 } });
    const outcomes = [];
    for (let call = 0; call < 11; call += 1) outcomes.push(await send());
    expect(outcomes.filter(({ kind }) => kind === 'processed')).toHaveLength(10);
    const refreshAt = new Date(new Date().setUTCHours(24, 0, 0, 0));
    expect(outcomes[10]).toEqual({ kind: 'allowance_exhausted', refreshAt });
    expect(await selection.allowance('ann')).toEqual({ left: 0, refreshAt });
    expect(await selection.allowance('new')).toEqual({ left: 10, refreshAt });
  });

  it('lets exactly ten of 500 messages at once through', async () => {
    start({ policy: { ...POLICY, sponsoredPerUserPerDay: 10 } });
    const outcomes = await Promise.all(Array.from({ length: 500 }, () => send()));
    expect(outcomes.filter(({ kind }) => kind === 'processed')).toHaveLength(10);
    expect(free.stats().accepted + paid.stats().accepted).toBe(10);
    expect(free.stats().refused).toBe(0);
  });

  describe('one key', () => {
    it('is one call, however many bring it at once, and one answer ever after', async () => {
      const outcomes = await Promise.all(Array.from({ length: 500 }, () => send({ idempotencyKey: 'k' })));
      expect(outcomes.filter(({ kind }) => kind === 'processed')).toHaveLength(1);
      expect(outcomes.filter(({ kind }) => kind === 'in_progress')).toHaveLength(499);
      expect(await send({ idempotencyKey: 'k' })).toMatchObject({ kind: 'processed', text: 'cba', replayed: true });
      expect(free.stats().accepted + paid.stats().accepted).toBe(1);
      expect(await selection.allowance('ann')).toMatchObject({ left: 9 });
    });

    it('does not serve another text or another door', async () => {
      await send({ idempotencyKey: 'k' });
      expect(await send({ idempotencyKey: 'k', text: 'other' })).toEqual({ kind: 'key_reused' });
      expect(await send({ idempotencyKey: 'k', door: 'FREE' })).toEqual({ kind: 'key_reused' });
    });

    it('of another user is another key', async () => {
      await send({ idempotencyKey: 'k' });
      expect(await send({ idempotencyKey: 'k', userId: 'bob', text: 'xyz' })).toMatchObject({ text: 'zyx' });
    });

    it('keeps its answer when the quota store has lost everything', async () => {
      const first = await send({ idempotencyKey: 'k' });
      start();
      expect(await send({ idempotencyKey: 'k' })).toEqual({ ...first, replayed: true });
    });
  });

  describe('a quota store that comes up empty', () => {
    it('is told what the user has left, and tries the free provider one call at a time', async () => {
      for (let call = 0; call < 3; call += 1) await send();
      start();
      expect(await selection.allowance('ann')).toMatchObject({ left: 7 });
      expect(await send()).toMatchObject({ provider: 'free', reason: 'free_probe' });
      expect(await selection.allowance('ann')).toMatchObject({ left: 6 });
    });

    it('costs one refusal at most, and nobody their answer', async () => {
      for (let call = 0; call < 3; call += 1) await send({ userId: 'payer' });
      start();
      for (let call = 0; call < 6; call += 1) {
        expect(await send({ userId: 'payer' })).toMatchObject({ kind: 'processed' });
      }
      expect(free.stats()).toMatchObject({ accepted: 5, refused: 1 });
    });
  });

  describe('the free provider', () => {
    it('refusing, against all counting, costs one round trip: the paid one answers', async () => {
      const other = openHttpProviderClient({ url: free.app.listeningOrigin, row: FREE_PROVIDER });
      const now = performance.now();
      for (let call = 0; call < 5; call += 1) {
        await other.call({ text: 'x', key: 'x', sendBefore: now + 5_000, answerBefore: now + 5_000 });
      }
      await other.close();
      expect(await send({ userId: 'payer' })).toMatchObject({ provider: 'paid', reason: 'free_failed', attempt: 2 });
      expect(await send({ userId: 'payer' })).toMatchObject({ provider: 'paid', reason: 'free_blocked', attempt: 1 });
      expect(free.stats()).toMatchObject({ refused: 1 });
      expect(await selection.allowance('payer')).toMatchObject({ left: 8 });
    });

    it('being away costs no slot and no unit twice', async () => {
      await free.close();
      expect(await send()).toMatchObject({ provider: 'paid', sponsored: true, attempt: 2 });
      expect((await quota.group())?.group).toMatchObject({ possiblyCounted: 0, freeNotSent: 1 });
      expect(await selection.allowance('ann')).toMatchObject({ left: 9 });
    });

    it('leaving a call without an answer costs a paid one, and its slot counts as perhaps used', async () => {
      start({ clients: { ...clients, free: scripted(clients.free, lost) } });
      expect(await send()).toMatchObject({ kind: 'processed', provider: 'paid', reason: 'free_failed' });
      expect(await selection.view()).toMatchObject({ unresolved: 1 });
      expect(await selection.allowance('ann')).toMatchObject({ left: 9 });
    });

    it('is asked again when a call could only not be sent in time', async () => {
      const late: CallOutcome = { kind: 'not_sent', late: true, cause: 'paused' };
      start({ clients: { ...clients, free: scripted(clients.free, late) } });
      expect(await send()).toMatchObject({ provider: 'free', attempt: 2 });
      await selection.close();
      expect((await quota.group())?.group).toMatchObject({ possiblyCounted: 1, surelyCounted: 1, freeNotSent: 1 });
    });

    it('is not called any more when the caller has stopped waiting', async () => {
      await expect(send({ deadline: Date.now() - 1, idempotencyKey: 'k' })).rejects.toMatchObject({
        code: 'DEADLINE_EXCEEDED',
      });
      expect(free.stats().accepted).toBe(0);
      expect(await send({ idempotencyKey: 'k' })).toMatchObject({ kind: 'processed' });
    });
  });

  describe('the paid provider', () => {
    beforeEach(async () => {
      for (let call = 0; call < 5; call += 1) await send({ userId: 'filler' });
    });

    it('failing is told as such; the unit is given back and the key may be tried again', async () => {
      const failed: CallOutcome = { kind: 'failed', cause: new Error('500') };
      start({ quota, clients: { ...clients, paid: scripted(clients.paid, failed) } });
      await expect(send({ idempotencyKey: 'k' })).rejects.toMatchObject({ code: 'PROVIDER_FAILED' });
      expect(await selection.allowance('ann')).toMatchObject({ left: 10 });
      expect(await send({ idempotencyKey: 'k' })).toMatchObject({ kind: 'processed', sponsored: true });
    });

    it('leaving a call without an answer is asked again under the same key, and bills it once', async () => {
      const swallowing: ProviderClient = {
        call: async (asked) => {
          await clients.paid.call(asked);
          swallowing.call = (next) => clients.paid.call(next);
          return lost;
        },
        close: () => clients.paid.close(),
      };
      start({ quota, clients: { ...clients, paid: swallowing } });
      expect(await send({ idempotencyKey: 'k', userId: 'payer' })).toEqual({ kind: 'outcome_unknown' });
      expect(await send({ idempotencyKey: 'k', userId: 'payer' })).toMatchObject({
        kind: 'processed',
        text: 'cba',
        reason: 'taken_over',
        attempt: 2,
      });
      expect(paid.stats()).toEqual({ accepted: 1, refused: 0, replayed: 1 });
      expect(await selection.allowance('payer')).toMatchObject({ left: 9 });
    });

    it('is not billed twice when its answer was lost before the ledger had it', async () => {
      const window = { ...POLICY.free, limit: 0, arrivalMs: 200, probeMs: 100 };
      const policy = { ...POLICY, free: window, callTimeoutMs: 100, leaseMs: 150 };
      const record = ledger.record.bind(ledger);
      ledger.record = () => Promise.reject(new Error('killed'));
      start({ policy });
      const asked = { idempotencyKey: 'k', userId: 'payer' };
      await expect(send(asked)).rejects.toThrow('killed');
      ledger.record = record;
      expect(await send(asked)).toMatchObject({ kind: 'in_progress' });
      await sleep(160);
      expect(await send(asked)).toMatchObject({ kind: 'processed', text: 'cba', reason: 'taken_over' });
      expect(paid.stats()).toEqual({ accepted: 1, refused: 0, replayed: 1 });
      expect(await selection.allowance('payer')).toMatchObject({ left: 9 });
    });

    describe('that takes no key', () => {
      const policy = { ...POLICY, paidTakesKey: false };

      it('is never asked twice under one key, even if the quota store forgets', async () => {
        const freeOne = new MemoryQuota({ policy, zone: 'UTC' });
        start({
          quota: freeOne,
          policy,
          clients: { ...clients, free: scripted(clients.free, lost, lost), paid: scripted(clients.paid, lost) },
        });
        expect(await send({ idempotencyKey: 'k' })).toEqual({ kind: 'outcome_unknown' });
        expect(await send({ idempotencyKey: 'k' })).toEqual({ kind: 'outcome_unknown' });
        start({ policy });
        expect(await send({ idempotencyKey: 'k' })).toEqual({ kind: 'outcome_unknown' });
        expect(paid.stats().accepted).toBe(0);
      });

      it('is asked again after a call that surely failed', async () => {
        const refused: CallOutcome = { kind: 'refused', retryAfterMs: 700 };
        start({
          policy,
          clients: { ...clients, free: scripted(clients.free, lost, lost), paid: scripted(clients.paid, refused) },
        });
        await expect(send({ idempotencyKey: 'k' })).rejects.toMatchObject({
          code: 'PROVIDER_FAILED',
          retryAfterMs: 700,
        });
        expect(await send({ idempotencyKey: 'k' })).toMatchObject({ kind: 'processed' });
        expect(await send({ idempotencyKey: 'k' })).toMatchObject({ kind: 'processed', replayed: true });
      });
    });
  });

  describe('users without paid access at a blocked provider', () => {
    it('wait for a slot where the policy lets them, and no longer', async () => {
      await free.close();
      free = createFreeProvider({ limit: 1, blockMs: 150 });
      const url = await free.listen(0, '127.0.0.1');
      const waiting = { ...clients, free: openHttpProviderClient({ url, row: FREE_PROVIDER }) };
      const window = { ...POLICY.free, limit: 1, blockMs: 150 };
      start({ clients: waiting, policy: { ...POLICY, free: window, unpaidWhenBlocked: { waitMs: 400 } } });
      await send();
      const startedAt = performance.now();
      expect(await send()).toMatchObject({ kind: 'processed', provider: 'free' });
      expect(performance.now() - startedAt).toBeGreaterThan(100);
      const outcomes = await Promise.all(Array.from({ length: 6 }, () => send()));
      expect(outcomes.map(({ kind }) => kind)).toContain('free_blocked');
      expect(free.stats().refused).toBe(0);
      expect(paid.stats().accepted).toBe(0);
    });
  });

  describe('without the quota store', () => {
    const away: Quota = {
      reserve: () => Promise.reject(new AppError('QUOTA_STORE_UNAVAILABLE', { retryAfterMs: 1_000 })),
      settle: () => Promise.reject(new AppError('QUOTA_STORE_UNAVAILABLE')),
      setPaidAccess: () => Promise.reject(new AppError('QUOTA_STORE_UNAVAILABLE')),
      user: () => Promise.reject(new AppError('QUOTA_STORE_UNAVAILABLE')),
      group: () => Promise.reject(new AppError('QUOTA_STORE_UNAVAILABLE')),
    };

    it('paying users go to the paid provider, once a key, and the free one gets nothing', async () => {
      start({ quota: away });
      const asked = { userId: 'payer', idempotencyKey: 'k' };
      expect(await send(asked)).toMatchObject({ provider: 'paid', reason: 'quota_store_away', replayed: false });
      expect(await send(asked)).toMatchObject({ provider: 'paid', replayed: true });
      expect(free.stats()).toMatchObject({ accepted: 0, refused: 0 });
      expect(paid.stats()).toMatchObject({ accepted: 1 });
    });

    it('all others are asked to come back', async () => {
      start({ quota: away });
      await expect(send()).rejects.toMatchObject({ code: 'QUOTA_STORE_UNAVAILABLE', retryAfterMs: 1_000 });
      expect(paid.stats().accepted).toBe(0);
    });
  });

  it('follows a change of paid access with the very next message', async () => {
    start({ policy: { ...POLICY, allowancePerDay: 1 } });
    await send();
    expect(await send()).toMatchObject({ kind: 'allowance_exhausted' });
    await selection.setPaidAccess('ann', { paidAccess: true, seq: 2 });
    expect(await send()).toMatchObject({ kind: 'processed' });
  });

  it('finishes and settles what is under way before it closes', async () => {
    const answers = Promise.all(Array.from({ length: 5 }, () => send({ userId: 'payer' })));
    await selection.close();
    expect(await answers).toHaveLength(5);
    expect((await quota.group())?.group).toMatchObject({ possiblyCounted: 5, surelyCounted: 5 });
  });

  it('refuses a policy in which a call may outlive its slot, naming every problem', () => {
    const policy = { ...POLICY, free: { ...POLICY.free, arrivalMs: 10, limit: -1 }, leaseMs: 10 };
    expect(() => start({ policy })).toThrow(/arrivalMs.*leaseMs.*limit/s);
  });
});
