import fc from 'fast-check';
import { Registry } from 'prom-client';
import { v7 as uuidv7 } from 'uuid';
import { expect } from 'vitest';

import type { Viewer } from '../../kernel/auth/index.ts';
import { loadConfig } from '../../kernel/config/index.ts';
import { openDatabase, type Database } from '../../kernel/database/index.ts';
import { deriveKey } from '../../kernel/envelope/index.ts';
import { createOutbox } from '../../kernel/follow/index.ts';
import { jobQueue } from '../../kernel/jobs/index.ts';
import { createLogger } from '../../kernel/logging/index.ts';
import { createMemoryRevocations } from '../../kernel/revocation/index.ts';
import { createMemorySignals } from '../../kernel/signals/index.ts';
import { freshDatabase } from '../../tests/support/index.ts';
import { migrations } from './database/migrations/index.ts';
import { SqlUserRepository } from './database/sql-user.repository.ts';
import { SessionSchema } from './entities/session.entity.ts';
import { SigningKeySchema } from './entities/signing-key.entity.ts';
import { User, UserSchema } from './entities/user.entity.ts';
import { openSessions } from './open-sessions.ts';
import { step, type Model, type Operation, type Outcome } from './refresh-model.suite.ts';

/** An operation before it is known which tokens there are: `back` counts from the current one. */
export type Wish =
  | Exclude<Operation, { readonly kind: 'refresh' }>
  | { readonly kind: 'refresh'; readonly session: number; readonly back: number };

/** The real thing: services on a real database, with a clock that tests set. */
export interface RefreshStage {
  /** Plays operations at the same time, after all before them, and compares with every order in which they may have come. */
  play(model: Model, wishes: readonly Wish[]): Promise<Model>;
  newModel(): Promise<Model>;
  close(): Promise<void>;
}

export async function openRefreshStage(): Promise<RefreshStage> {
  const database = await openDatabase({
    url: await freshDatabase(),
    pool: 8,
    entities: [UserSchema, SessionSchema, SigningKeySchema],
    migrations,
  });
  const logger = createLogger({ service: 'test', level: 'silent' });
  let now = Date.UTC(2026, 0, 1);
  const peer = () => undefined;
  const outbox = createOutbox({ owner: 'users', database, peer, logger });
  const opened = await openSessions({
    ...{ config: loadConfig({}), database, logger, peer, metrics: new Registry(), jobs: jobQueue, newId: uuidv7 },
    ask: { about: () => Promise.resolve(undefined) },
    keyFor: (purpose) => deriveKey('of the refresh histories, 32 characters and more', purpose),
    now: () => new Date(now),
    revocations: createMemoryRevocations(),
    signals: createMemorySignals(),
  });
  let user = await newUser(database, now);
  /** Of each session of the present history its id and the tokens in their row. */
  let sessions: { readonly id: string; readonly tokens: string[] }[] = [];

  const services = () => {
    const em = database.fork();
    const viewer: Viewer = { kind: 'user', id: user.id, roles: ['USER'] };
    const request = { viewer, contract: 'graphql', requestId: 'history', deadline: Infinity, em } as const;
    return opened.forRequest(request, new SqlUserRepository(em, outbox, opened.sql));
  };

  async function perform(operation: Operation): Promise<string | undefined> {
    if (operation.kind === 'wait') now += operation.ms;
    if (operation.kind === 'open') {
      const { sessionId, refreshToken } = await services().keeper.open(user);
      sessions.push({ id: sessionId, tokens: [refreshToken ?? ''] });
      return refreshToken ?? '';
    }
    const session = 'session' in operation ? sessions[operation.session] : undefined;
    if (session === undefined) return undefined;
    if (operation.kind === 'end') await services().sessions.end(session.id);
    if (operation.kind !== 'refresh') return undefined;
    const outcome = await services().keeper.refresh(session.tokens[operation.place] ?? '');
    return outcome.kind === 'refused' ? outcome.reason : (outcome.refreshToken ?? '');
  }

  function operationOf(wish: Wish): Operation {
    if (wish.kind !== 'refresh') return wish;
    const { tokens = [] } = sessions[wish.session] ?? {};
    return { kind: 'refresh', session: wish.session, place: Math.max(0, tokens.length - 1 - wish.back) };
  }

  /** Whether what was answered is what the model says: a token is known by its place, and new where the place is. */
  function agrees(operation: Operation, real: string | undefined, expected: Outcome): boolean {
    if (typeof expected !== 'number' || operation.kind !== 'refresh')
      return expected === real || operation.kind === 'open';
    const { tokens = [] } = sessions[operation.session] ?? {};
    if (expected < tokens.length) return tokens[expected] === real;
    return real !== undefined && real.length > 80 && !tokens.includes(real);
  }

  return {
    async newModel() {
      user = await newUser(database, now);
      sessions = [];
      return { now, sessions: [] };
    },
    async play(model, wishes) {
      const atOnce = wishes.map(operationOf);
      const real = await Promise.all(atOnce.map(perform));
      for (const order of permutations(atOnce.map((_, place) => place))) {
        const outcomes: Outcome[] = [];
        const after = order.reduce((before, place) => {
          const [next, outcome] = step(before, atOnce[place] ?? { kind: 'wait', ms: 0 });
          outcomes[place] = outcome;
          return next;
        }, model);
        const isPossible = atOnce.every((operation, place) => agrees(operation, real[place], outcomes[place]));
        if (!isPossible) continue;
        for (const [place, outcome] of outcomes.entries()) keep(atOnce[place], real[place], outcome);
        return after;
      }
      expect(real, `no order of ${JSON.stringify(atOnce)} explains it`).toBeUndefined();
      return model;
    },
    async close() {
      await opened.close();
      await outbox.close();
      await database.close();
    },
  };

  function keep(operation: Operation | undefined, real: string | undefined, outcome: Outcome): void {
    if (operation?.kind === 'refresh' && typeof outcome === 'number')
      (sessions[operation.session]?.tokens ?? [])[outcome] = real ?? '';
  }
}

const WAITS_MS = [1, 4_000, 9_999, 10_000, 60_000, 86_400_000, 29 * 86_400_000, 30 * 86_400_000];

/** Operations on a few sessions; of each the newest tokens are used most. */
export const wish: fc.Arbitrary<Wish> = fc.oneof(
  { weight: 1, arbitrary: fc.constant({ kind: 'open' } as const) },
  { weight: 3, arbitrary: fc.constantFrom(...WAITS_MS).map((ms) => ({ kind: 'wait', ms }) as const) },
  { weight: 1, arbitrary: fc.record({ kind: fc.constant('end' as const), session: fc.nat(2) }) },
  {
    weight: 8,
    arbitrary: fc.record({
      kind: fc.constant('refresh' as const),
      session: fc.nat(2),
      back: fc.constantFrom(0, 0, 0, 0, 1, 1, 2, 3),
    }),
  },
);

async function newUser(database: Database, now: number): Promise<User> {
  const id = uuidv7();
  const user = User.register({ id, username: id, passwordHash: null, now: new Date(now) });
  const em = database.fork();
  await em.persist(user).flush();
  return user;
}

function permutations(places: readonly number[]): readonly (readonly number[])[] {
  if (places.length < 2) return [places];
  return places.flatMap((place) =>
    permutations(places.filter((other) => other !== place)).map((rest) => [place, ...rest]),
  );
}
