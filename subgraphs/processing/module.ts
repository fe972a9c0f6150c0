import { z } from 'zod';

import type { Ask } from '../../kernel/ask/index.ts';
import type { Config } from '../../kernel/config/index.ts';
import { AppError, toAppError } from '../../kernel/errors/index.ts';
import { logError } from '../../kernel/logging/index.ts';
import { openRedis } from '../../kernel/redis/index.ts';
import { defineSubgraph } from '../../kernel/subgraph/index.ts';
import type { Platform } from '../../kernel/subgraph/index.ts';
import type { ProcessingContext } from './api/processing.context.ts';
import { ProcessingResolver } from './api/processing.resolver.ts';
import { User } from './api/user.type.ts';
import { migrations } from './database/migrations/index.ts';
import { createSqlLedger } from './database/sql-ledger.ts';
import { LedgerEntrySchema } from './entities/ledger-entry.entity.ts';
import { openHttpProviderClient } from './selection/clients/http-provider-client.ts';
import { FREE_PROVIDER, PAID_PROVIDER } from './selection/clients/provider-rows.ts';
import { createSelection, type PaidAccess, type Quota, type SelectionPolicy } from './selection/index.ts';
import { MemoryQuota } from './selection/memory/memory-quota.ts';
import { RedisQuota } from './selection/redis/redis-quota.ts';
import { createProviderGauges } from './provider-gauges.ts';
import { createSelectionObserver } from './selection-observer.ts';
import { ProcessingService } from './services/processing.service.ts';
import { createTellProviders } from './tell-providers.ts';

export const processing = defineSubgraph<ProcessingContext>({
  name: 'processing',
  entities: [LedgerEntrySchema],
  migrations,
  resolvers: [ProcessingResolver],
  orphanedTypes: [User],
  references: { User: ({ id }: { id: string }) => ({ id }) },
  async open({ ask, config, database, logger, metrics, signals }) {
    const policy = policyFrom(config);
    const { quota, ready, close } = await openQuota(policy, { config, logger });
    const clients = {
      free: openHttpProviderClient({
        url: config.FREE_PROVIDER_URL ?? '',
        row: FREE_PROVIDER,
        token: config.FREE_PROVIDER_TOKEN,
      }),
      paid: openHttpProviderClient({
        url: config.PAID_PROVIDER_URL ?? '',
        row: PAID_PROVIDER,
        token: config.PAID_PROVIDER_TOKEN,
      }),
    };
    const teller = createTellProviders(signals, logger);
    const observer = createSelectionObserver({ logger: logger.child({ logger: 'selection' }), metrics, policy });
    const selection = createSelection({
      quota,
      ledger: createSqlLedger(database),
      clients,
      paidAccess: paidAccessFrom(ask),
      policy,
      zone: config.ALLOWANCE_ZONE,
      ...observer,
      onDecision(record, tookMs) {
        observer.onDecision(record, tookMs);
        teller.changed();
      },
      onSettleError: (error) => {
        logError(logger, toAppError(error));
      },
    });
    createProviderGauges(metrics, () => selection.view());
    return {
      scope: ({ viewer, deadline }) => ({
        processing: new ProcessingService({ viewer, deadline, selection, paidCallPrice: config.PAID_CALL_PRICE }),
      }),
      follow: {
        PaidAccessChanged: ({ seq, payload: { userId, paidAccess } }) =>
          selection.setPaidAccess(userId, { paidAccess, seq }),
      },
      checks: { 'quota store': ready },
      async close() {
        await selection.close();
        teller.close();
        await Promise.all([clients.free.close(), clients.paid.close(), close()]);
      },
    };
  },
});

interface OpenQuota {
  readonly quota: Quota;
  ready(): Promise<void>;
  close(): Promise<void>;
}

/** In Redis, which all pods share; where there is none, in this one process. */
async function openQuota(
  policy: SelectionPolicy,
  { config, logger }: Pick<Platform, 'config' | 'logger'>,
): Promise<OpenQuota> {
  const zone = config.ALLOWANCE_ZONE;
  if (config.REDIS_URL === undefined) {
    return { quota: new MemoryQuota({ policy, zone }), ready: () => Promise.resolve(), close: () => Promise.resolve() };
  }
  const connect = {
    url: config.REDIS_URL,
    timeoutMs: REDIS_TIMEOUT_MS,
    onError: (error: unknown) => {
      logger.warn({ error }, 'Redis does not answer');
    },
  };
  const decisions = await openRedis(connect);
  const settlements = await openRedis(connect);
  const quota = new RedisQuota({ decisions, settlements, policy, zone, groupName: GROUP });
  // Where this fails, the first decision brings the scripts along.
  await quota.load().catch(connect.onError);
  return {
    quota,
    ready: () => decisions.ready(),
    async close() {
      await Promise.all([decisions.close(), settlements.close()]);
    },
  };
}

/** A message that waits so long for a hung Redis must still be on its way to the paid provider within 50 ms. */
const REDIS_TIMEOUT_MS = 40;

/** One key of the free provider, hence one count. */
const GROUP = 'free';

/** A provider may be asked until its timeout, and its call may then still be on the way. */
const ARRIVAL_MARGIN_MS = 1_000;
const KEEP_KEY_MS = 86_400_000;
/** Free calls in a row without an answer after which the free provider is left alone for a while. */
const REST_AFTER = 5;

function policyFrom(config: Config): SelectionPolicy {
  const arrivalMs = config.PROVIDER_TIMEOUT_MS + ARRIVAL_MARGIN_MS;
  return {
    free: {
      limit: config.FREE_LIMIT,
      blockMs: config.FREE_BLOCK_MS,
      blockStarts: config.FREE_BLOCK_STARTS,
      refusalExtends: config.FREE_REFUSAL_EXTENDS,
      arrivalMs,
      probeMs: arrivalMs,
      driftPpm: 200,
      restAfter: REST_AFTER,
    },
    allowancePerDay: config.ALLOWANCE_PER_DAY,
    unpaidWhenBlocked: unpaidRule(config.UNPAID_WHEN_BLOCKED),
    sponsoredPerHour: config.SPONSORED_PER_HOUR,
    sponsoredPerUserPerDay: config.SPONSORED_PER_USER_DAY,
    callTimeoutMs: config.PROVIDER_TIMEOUT_MS,
    leaseMs: Math.max(config.REQUEST_TIMEOUT_MS, 2 * arrivalMs) + ARRIVAL_MARGIN_MS,
    keepKeyMs: KEEP_KEY_MS,
    paidTakesKey: PAID_PROVIDER.keyHeader !== undefined,
  };
}

function unpaidRule(text: string): SelectionPolicy['unpaidWhenBlocked'] {
  if (text === 'sponsor' || text === 'reject') return text;
  return { waitMs: Number(text.slice('wait:'.length)) };
}

const paidAccessAnswer = z.object({ paidAccess: z.boolean(), paidAccessSeq: z.number() });

/** Asks users; a token may outlive its account. */
function paidAccessFrom(ask: Ask): PaidAccess {
  return {
    async of(userId) {
      const answer = await ask.about({
        owner: 'users',
        type: 'User',
        id: userId,
        fields: 'paidAccess paidAccessSeq',
        answer: paidAccessAnswer,
      });
      if (answer === undefined) throw new AppError('UNAUTHENTICATED');
      return { paidAccess: answer.paidAccess, seq: answer.paidAccessSeq };
    },
  };
}
