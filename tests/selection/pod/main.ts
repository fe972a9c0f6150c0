import { openRedis } from '../../../kernel/redis/index.ts';
import { toAppError } from '../../../kernel/errors/index.ts';
import { openHttpProviderClient } from '../../../subgraphs/processing/selection/clients/http-provider-client.ts';
import { FREE_PROVIDER, PAID_PROVIDER } from '../../../subgraphs/processing/selection/clients/provider-rows.ts';
import { createSelection, type DecisionRecord, type Selection } from '../../../subgraphs/processing/selection/index.ts';
import { MemoryLedger } from '../../../subgraphs/processing/selection/memory/memory-ledger.ts';
import { RedisQuota } from '../../../subgraphs/processing/selection/redis/redis-quota.ts';
import { playLoad } from './load.ts';
import type { FromPod, PodOptions, PodOutcome, ToPod } from './pod-message.ts';

/** One pod: selection over Redis and HTTP, with a ledger of its own. It works for whoever forked it. */
let selection: Selection | undefined;

async function open(options: PodOptions): Promise<Selection> {
  const { redisUrl, redisTimeoutMs, providers, policy, groupName, row = FREE_PROVIDER, clockOffMs = 0 } = options;
  const wallClock = Date.now.bind(Date);
  Date.now = () => wallClock() + clockOffMs;
  const [decisions, settlements] = await Promise.all([
    openRedis({ url: redisUrl, timeoutMs: redisTimeoutMs }),
    openRedis({ url: redisUrl, timeoutMs: redisTimeoutMs }),
  ]);
  return createSelection({
    quota: new RedisQuota({ decisions, settlements, policy, zone: 'UTC', groupName }),
    ledger: new MemoryLedger(),
    clients: {
      free: openHttpProviderClient({ url: providers.free, row }),
      paid: openHttpProviderClient({ url: providers.paid, row: PAID_PROVIDER }),
    },
    policy,
    zone: 'UTC',
    paidAccess: { of: (userId) => Promise.resolve({ paidAccess: userId.startsWith('payer'), seq: 1 }) },
    onDecision: endBeforeSending(options),
    // A settlement that Redis did not take counts as unknown; what that costs, the judge sees.
    onSettleError: () => undefined,
  });
}

/** Stops or kills this very process at the moment a free slot is granted. */
function endBeforeSending({ stopsBeforeSendingFor, diesAtSlot }: PodOptions): (record: DecisionRecord) => void {
  let slots = 0;
  return ({ decision, request, settlement }) => {
    if (decision.kind !== 'granted' || decision.lease.provider !== 'free' || settlement !== undefined) return;
    slots += 1;
    if (slots === diesAtSlot) process.kill(process.pid, 'SIGKILL');
    if (request.userId === stopsBeforeSendingFor) process.kill(process.pid, 'SIGSTOP');
  };
}

async function outcomeOf(work: Promise<PodOutcome>): Promise<PodOutcome> {
  try {
    return await work;
  } catch (error) {
    return { kind: 'error', code: toAppError(error).code };
  }
}

async function handle(pod: Selection, message: Exclude<ToPod, { kind: 'open' }>): Promise<unknown> {
  switch (message.kind) {
    case 'process':
      return outcomeOf(pod.process(message.message));
    case 'paid_access':
      return pod.setPaidAccess(message.userId, { paidAccess: true, seq: message.seq });
    case 'load':
      return playLoad(message.load, {
        process: (asked) => outcomeOf(pod.process(asked)),
        arrived: (atMs) => send({ kind: 'arrived', atMs }),
      });
    case 'close':
      return pod.close();
  }
}

function send(message: FromPod): void {
  process.send?.(message);
}

process.on('message', (message: ToPod) => {
  void (async () => {
    if (message.kind === 'open') {
      selection = await open(message.options);
      send({ kind: 'opened' });
      return;
    }
    if (selection === undefined) throw new Error('the pod is not open yet');
    send({ kind: 'done', id: message.id, result: await handle(selection, message) });
  })();
});
process.on('disconnect', () => process.exit(0));
