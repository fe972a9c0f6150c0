import { v7 as uuidv7 } from 'uuid';
import { afterAll, beforeAll, beforeEach, describe, expect, it } from 'vitest';

import type { Viewer } from '../../kernel/auth/index.ts';
import { createFreeProvider, createPaidProvider, type ProviderService } from '../../providers/index.ts';
import {
  openTestSubgraph,
  SOME_TEXT,
  someUser,
  type TestReply,
  type TestSubgraph,
} from '../../tests/support/open-test-subgraph.ts';
import { users } from '../users/module.ts';
import { processing } from './module.ts';

const PROCESS = `mutation ($input: ProcessMessageInput!) {
  processMessage(input: $input) {
    __typename
    ... on ProcessedMessage { text provider tier attempt replayed sponsored reason }
    ... on AllowanceExhausted { refreshAt }
    ... on FreeProviderBlocked { retryAfterMs }
    ... on Redirected { to }
    ... on MessageInProgress { retryAfterMs }
    ... on IdempotencyKeyReused { message }
    ... on OutcomeUnknown { message }
  }
}`;
const PROVIDERS = `{
  providers { name tier state remaining blockedUntil unresolvedCalls refusals savedCost regret sponsoredThisHour processed }
}`;
const FREE_LIMIT = 12;

type Person = Viewer & { readonly kind: 'user' };
type Sent = TestReply<{ readonly processMessage: { readonly __typename: string } & Readonly<Record<string, unknown>> }>;

describe('processing', () => {
  let free: ProviderService;
  let paid: ProviderService;
  const peers: { users?: TestSubgraph; processing?: TestSubgraph } = {};
  let accounts: TestSubgraph;
  let subgraph: TestSubgraph;
  let made = 0;

  beforeAll(async () => {
    free = createFreeProvider({ limit: FREE_LIMIT, blockMs: 60_000 });
    paid = createPaidProvider();
    const settings = {
      FREE_PROVIDER_URL: await free.listen(0, '127.0.0.1'),
      PAID_PROVIDER_URL: await paid.listen(0, '127.0.0.1'),
      FREE_LIMIT,
      FREE_BLOCK_MS: 60_000,
      PAID_CALL_PRICE: 0.5,
      SPONSORED_PER_USER_DAY: 10,
    };
    const withSettings: typeof processing = {
      ...processing,
      open: (platform) => processing.open({ ...platform, config: { ...platform.config, ...settings } }),
    };
    peers.users = accounts = await openTestSubgraph(users, { peers });
    peers.processing = subgraph = await openTestSubgraph(withSettings, { peers });
  });
  afterAll(async () => {
    await Promise.all([accounts.close(), subgraph.close()]);
    await Promise.all([free.close(), paid.close()]);
  });

  const person = async (): Promise<Person> => {
    const { data } = (await accounts.query(
      'mutation ($input: RegisterInput!) { register(input: $input) { ... on Registered { user { id } } } }',
      { input: { email: `person.${++made}@example.org`, password: 'quite a long one' } },
    )) as TestReply<{ register: { user: { id: string } } }>;
    return { kind: 'user', id: data.register.user.id, roles: ['USER'] };
  };
  const send = async (viewer: Viewer | undefined, input: object = {}): Promise<Sent> =>
    (await subgraph.query(PROCESS, { input: { text: 'abc', ...input } }, viewer)) as Sent;
  const sent = async (viewer: Viewer, input: object = {}) => (await send(viewer, input)).data.processMessage;
  const allowanceOf = async ({ id }: Person, viewer?: Viewer) =>
    (await subgraph.entities(
      { type: 'User', keys: [{ id }], fields: 'allowance { left refreshAt }' },
      viewer,
    )) as TestReply<{ readonly _entities: readonly [{ readonly allowance: { readonly left: number } }] }>;
  const left = async (one: Person): Promise<number> => (await allowanceOf(one, one)).data._entities[0].allowance.left;
  const setPaidAccess = (userId: string, paidAccess: boolean) =>
    accounts.query(
      'mutation ($input: SetPaidAccessInput!) { setPaidAccess(input: $input) { paidAccess } }',
      { input: { userId, paidAccess } },
      someUser('ADMIN'),
    );
  const tomorrow = (): string => new Date(new Date().setUTCHours(24, 0, 0, 0)).toISOString();

  describe('a message', () => {
    let ann: Person;
    beforeEach(async () => {
      ann = await person();
    });

    it('is processed once under its key; the same request again gets the same answer', async () => {
      const first = await sent(ann, { idempotencyKey: 'k-1' });
      expect(first).toEqual({
        __typename: 'ProcessedMessage',
        text: 'cba',
        provider: 'free',
        tier: 'FREE',
        attempt: 1,
        replayed: false,
        sponsored: false,
        reason: 'free_open',
      });
      expect(await sent(ann, { idempotencyKey: 'k-1' })).toEqual({ ...first, replayed: true });
      expect(await left(ann)).toBe(9);
    });

    it('under a key that stood for another is refused', async () => {
      await sent(ann, { idempotencyKey: 'k-1' });
      expect(await sent(ann, { idempotencyKey: 'k-1', text: 'other' })).toEqual({
        __typename: 'IdempotencyKeyReused',
        message: SOME_TEXT,
      });
    });

    it('comes back as it was sent, whatever characters it has', async () => {
      const text = '\u{1F468}\u200D\u{1F469} e\u0301 "\'\\\n\t 漢';
      expect(await sent(ann, { text })).toMatchObject({ text: Array.from(text).reverse().join('') });
    });

    it('of a stranger is not processed', async () => {
      expect((await send(undefined)).errors?.[0]?.extensions.code).toBe('UNAUTHENTICATED');
    });

    it('of an account that is gone is not processed', async () => {
      const { errors } = await send({ kind: 'user', id: uuidv7(), roles: ['USER'] });
      expect(errors?.[0]?.extensions.code).toBe('UNAUTHENTICATED');
    });

    it.each([
      ['no text', { text: '' }, 'input.text'],
      ['a text that is too long', { text: 'x'.repeat(10_001) }, 'input.text'],
      ['a text with a NUL in it', { text: 'a\0b' }, 'input.text'],
      ['an empty key', { idempotencyKey: '' }, 'input.idempotencyKey'],
      ['a key that is too long', { idempotencyKey: 'k'.repeat(256) }, 'input.idempotencyKey'],
      ['a key with a line break', { idempotencyKey: 'k\nk' }, 'input.idempotencyKey'],
      ['a key with a blank at its end', { idempotencyKey: 'k ' }, 'input.idempotencyKey'],
      ['a key beyond ASCII', { idempotencyKey: 'schlüssel' }, 'input.idempotencyKey'],
    ])('with %s is refused, naming the field, and costs nothing', async (_what, input, field) => {
      expect((await send(ann, input)).errors?.[0]?.extensions).toMatchObject({ code: 'BAD_USER_INPUT', field });
      expect(await left(ann)).toBe(10);
    });

    it.each([{ text: 5 }, { text: null }, { door: 'BACK' }, { more: 1 }, { idempotencyKey: 7 }])(
      'that is no message, %o, is refused as such',
      async (input) => {
        const { errors, data } = await send(ann, input);
        expect(data).toBeUndefined();
        expect(['BAD_USER_INPUT', 'GRAPHQL_VALIDATION_FAILED']).toContain(errors?.[0]?.extensions.code);
      },
    );
  });

  describe('the allowance', () => {
    it('is ten messages a day, then tells when there are ten again', async () => {
      const ann = await person();
      for (let call = 0; call < 10; call += 1)
        expect(await sent(ann)).toMatchObject({ __typename: 'ProcessedMessage', text: 'cba' });
      expect(await left(ann)).toBe(0);
      expect(await sent(ann)).toEqual({ __typename: 'AllowanceExhausted', refreshAt: tomorrow() });
    });

    it('is private: others may not see it, administrators may', async () => {
      const [ann, bob] = [await person(), await person()];
      expect((await allowanceOf(ann, bob)).errors?.[0]?.extensions.code).toBe('FORBIDDEN');
      expect((await allowanceOf(ann)).errors?.[0]?.extensions.code).toBe('UNAUTHENTICATED');
      expect((await allowanceOf(ann, someUser('ADMIN'))).data._entities[0].allowance).toEqual({
        left: 10,
        refreshAt: tomorrow(),
      });
    });
  });

  describe('paid access', () => {
    it('counts from the very next message on, and so does its end', async () => {
      const ann = await person();
      await setPaidAccess(ann.id, true);
      for (let call = 0; call < 10; call += 1)
        expect(await sent(ann)).toMatchObject({ __typename: 'ProcessedMessage', sponsored: false });
      expect(await left(ann)).toBe(0);
      expect(await sent(ann)).toMatchObject({ __typename: 'ProcessedMessage' });
      await setPaidAccess(ann.id, false);
      expect(await sent(ann)).toEqual({ __typename: 'AllowanceExhausted', refreshAt: tomorrow() });
      await setPaidAccess(ann.id, true);
      expect(await sent(ann)).toMatchObject({ __typename: 'ProcessedMessage' });
    });

    it('decides at which door a message belongs', async () => {
      const ann = await person();
      await setPaidAccess(ann.id, true);
      expect(await sent(ann, { door: 'PAID' })).toEqual({ __typename: 'Redirected', to: 'FREE' });
      for (let call = 0; call < 10; call += 1) await sent(ann, { door: 'FREE' });
      expect(await sent(ann, { door: 'FREE' })).toEqual({ __typename: 'Redirected', to: 'PAID' });
      expect(await sent(ann, { door: 'PAID' })).toMatchObject({ __typename: 'ProcessedMessage' });
    });
  });

  describe('the providers', () => {
    it('are shown to administrators only', async () => {
      expect((await subgraph.query(PROVIDERS)).errors?.[0]?.extensions.code).toBe('UNAUTHENTICATED');
      expect((await subgraph.query(PROVIDERS, {}, await person())).errors?.[0]?.extensions.code).toBe('FORBIDDEN');
    });

    it('are shown with their state, and what they have done by their own count', async () => {
      const { data } = (await subgraph.query(PROVIDERS, {}, someUser('ADMIN'))) as TestReply<{
        readonly providers: readonly Readonly<Record<string, unknown>>[];
      }>;
      const { accepted, refused } = free.stats();
      expect(accepted).toBe(FREE_LIMIT);
      expect(data.providers).toEqual([
        {
          name: 'free',
          tier: 'FREE',
          state: 'BLOCKED',
          remaining: 0,
          blockedUntil: SOME_TEXT,
          unresolvedCalls: 0,
          refusals: refused,
          savedCost: accepted * 0.5,
          regret: null,
          sponsoredThisHour: null,
          processed: accepted,
        },
        {
          name: 'paid',
          tier: 'PAID',
          state: 'OPEN',
          remaining: null,
          blockedUntil: null,
          unresolvedCalls: null,
          refusals: null,
          savedCost: null,
          regret: 0,
          sponsoredThisHour: expect.any(Number) as number,
          processed: paid.stats().accepted,
        },
      ]);
      expect(refused).toBe(0);
    });
  });
});
