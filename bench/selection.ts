import { rmSync } from 'node:fs';
import { availableParallelism } from 'node:os';

import { openPrivateRedis } from '../app/stores/index.ts';
import { StartError } from '../kernel/lifecycle/index.ts';
import { openRedis, type Redis, type RedisScript, type ScriptCall } from '../kernel/redis/index.ts';
import type { SelectionRequest } from '../subgraphs/processing/selection/policy/decision.ts';
import { DEFAULT_POLICY, type SelectionPolicy } from '../subgraphs/processing/selection/policy/policy.ts';
import { RedisQuota } from '../subgraphs/processing/selection/redis/redis-quota.ts';
import { temporaryFolder } from '../tests/support/temporary-folder.ts';
import type { Bench } from './bench.ts';
import { commandTemplate, NUMBER, runPipelined, type CommandTemplate } from './support/pipelined-load.ts';
import { median, percentile } from './support/statistics.ts';
import { table } from './support/table.ts';

const ROUNDS = 3;
const FOR_MS = 700;
const CALLERS = 50;
const FAR_DAY = 1_000_000;

/** A batch that never ends, or one that never begins. */
const FREE_OPEN: SelectionPolicy = { ...DEFAULT_POLICY, free: { ...DEFAULT_POLICY.free, limit: 1_000_000_000 } };
const FREE_NEVER: SelectionPolicy = { ...DEFAULT_POLICY, free: { ...DEFAULT_POLICY.free, limit: 0 } };

/** One kind of decision: the policy it is made under and the request for it, numbered. */
interface Kind {
  readonly name: string;
  readonly policy: SelectionPolicy;
  readonly request: (digits: string) => SelectionRequest;
}

const plain = (digits: string): SelectionRequest => ({
  userId: 'payer',
  key: digits.padEnd(43, 'k'),
  leaseId: digits.padEnd(36, 'l'),
  fingerprint: 'f'.repeat(43),
  door: 'ANY',
  keepMs: 0,
});
const keyed = (digits: string): SelectionRequest => ({
  ...plain(digits),
  userId: 'ann',
  keepMs: DEFAULT_POLICY.keepKeyMs,
});

const KINDS: readonly Kind[] = [
  { name: 'free, plain', policy: FREE_OPEN, request: plain },
  { name: 'free, key and allowance', policy: FREE_OPEN, request: keyed },
  { name: 'paid, plain', policy: FREE_NEVER, request: plain },
];

/** What one kind did in all rounds; the first of all is `return 1`. */
interface Measured {
  readonly name: string;
  readonly client: number[];
  readonly server: number[];
  readonly latenciesMs: number[];
  readonly scriptUs: number[];
}

const RETURN_ONE: RedisScript<unknown> = {
  source: 'return 1',
  sha: 'e0e1f9fabfc9d4800c877a703b823ac0578ff8db',
  decode: (raw) => raw,
};

export const selection: Bench = {
  about: 'decisions of provider selection in Redis, against a script that does nothing',
  async run({ print, lifecycle }) {
    const dataDir = temporaryFolder();
    lifecycle.onStop('folder', () => rmSync(dataDir, { recursive: true }));
    const server = await openPrivateRedis({ dataDir });
    if (server === undefined) throw new StartError('This benchmark needs redis-server on the PATH.');
    lifecycle.onStop('Redis', () => server.close());
    const redis = await openRedis({ url: server.url, timeoutMs: 10_000 });
    lifecycle.onStop('connection', () => redis.close());
    for (const appendOnly of ['no', 'yes']) {
      await redis.command((connection) => connection.configSet('appendonly', appendOnly));
      const results = ['return 1', ...KINDS.map(({ name }) => name)].map(emptyResult);
      for (let round = 0; round <= ROUNDS; round += 1) {
        // The first round warms up and is thrown away.
        const into = round === 0 ? results.map(({ name }) => emptyResult(name)) : results;
        await measureTrivial({ redis, url: server.url }, into[0] as Measured);
        for (const [index, kind] of KINDS.entries())
          await measureKind(kind, { redis, url: server.url }, into[index + 1] as Measured);
      }
      for (const line of report(appendOnly, results)) print(line);
    }
  },
};

const emptyResult = (name: string): Measured => ({ name, client: [], server: [], latenciesMs: [], scriptUs: [] });

interface Server {
  readonly redis: Redis;
  readonly url: string;
}

async function measureTrivial({ redis, url }: Server, into: Measured): Promise<void> {
  await redis.run(RETURN_ONE, { keys: [], args: [] });
  await measureClient(() => redis.run(RETURN_ONE, { keys: [], args: [] }), into);
  const template = commandTemplate(['EVALSHA', RETURN_ONE.sha, '0']);
  await measureServer(template, { redis, url }, into);
}

async function measureKind({ policy, request }: Kind, { redis, url }: Server, into: Measured): Promise<void> {
  await redis.command((connection) => connection.flushAll());
  const quota = quotaOn(redis, policy);
  for (const userId of ['payer', 'ann']) await introduce(quota, request('first'), userId);
  let calls = 0;
  await measureClient(async () => {
    calls += 1;
    const { decision } = await quota.reserve(request(String(calls).padStart(NUMBER.length, '0')));
    if (decision.kind !== 'granted') throw new Error(`expected a lease, got ${decision.kind}`);
  }, into);
  const template = await templateOf(policy, request('#'.repeat(NUMBER.length)));
  await redis.command((connection) => connection.flushAll());
  for (const userId of ['payer', 'ann']) await introduce(quota, request('first'), userId);
  await measureServer(template, { redis, url }, into);
}

function quotaOn(redis: Redis, policy: SelectionPolicy): RedisQuota {
  return new RedisQuota({ decisions: redis, settlements: redis, policy, zone: 'UTC', groupName: 'bench' });
}

async function introduce(quota: RedisQuota, request: SelectionRequest, userId: string): Promise<void> {
  const user = { left: userId === 'payer' ? 0 : 1e9, refreshDay: FAR_DAY, paidAccess: true, paidAccessSeq: 1 };
  await quota.reserve({ ...request, userId, key: `introduction of ${userId}`, user, group: 'fresh' });
}

async function measureClient(decide: () => Promise<unknown>, { client, latenciesMs }: Measured): Promise<void> {
  const startedAt = performance.now();
  let calls = 0;
  const callUntilOver = async (): Promise<void> => {
    while (performance.now() - startedAt < FOR_MS) {
      const sentAt = performance.now();
      await decide();
      calls += 1;
      latenciesMs.push(performance.now() - sentAt);
    }
  };
  await Promise.all(Array.from({ length: CALLERS }, callUntilOver));
  client.push((calls * 1_000) / (performance.now() - startedAt));
}

/** Decisions a second of the server's own CPU time: a machine that is busy otherwise makes it wait, not work longer. */
async function measureServer(template: CommandTemplate, { redis, url }: Server, into: Measured): Promise<void> {
  await redis.command((connection) => connection.configResetStat());
  const before = await cpuSeconds(redis);
  await runPipelined(url, template, FOR_MS);
  const used = (await cpuSeconds(redis)) - before;
  const stats = await redis.command((connection) => connection.info('commandstats'));
  const [, calls, us, failed] = /cmdstat_evalsha:calls=(\d+),usec=(\d+).*failed_calls=(\d+)/.exec(stats) ?? [];
  if (failed !== '0') throw new Error(`${into.name}: ${failed ?? 'all'} of ${calls ?? 'no'} calls failed`);
  into.server.push(Number(calls) / used);
  into.scriptUs.push(Number(us) / Number(calls));
}

async function cpuSeconds(redis: Redis): Promise<number> {
  const info = await redis.command((connection) => connection.info('cpu'));
  const seconds = (kind: string): number =>
    Number(new RegExp(`^used_cpu_${kind}_main_thread:(\\S+)`, 'm').exec(info)?.[1]);
  return seconds('user') + seconds('sys');
}

/** The very command that a decision sends. */
async function templateOf(policy: SelectionPolicy, request: SelectionRequest): Promise<CommandTemplate> {
  let sent: { readonly sha: string; readonly call: ScriptCall } | undefined;
  const recorder = {
    run: (script: RedisScript<unknown>, call: ScriptCall) => {
      sent = { sha: script.sha, call };
      return Promise.reject(new Error('not sent'));
    },
  } as unknown as Redis;
  await quotaOn(recorder, policy)
    .reserve(request)
    .catch(() => undefined);
  if (sent === undefined) throw new Error('a decision sent nothing');
  const { keys, args } = sent.call;
  return commandTemplate(['EVALSHA', sent.sha, String(keys.length), ...keys, ...args]);
}

function report(appendOnly: string, results: readonly Measured[]): readonly string[] {
  const [trivial] = results;
  const rows = results.map((result) => {
    const client = median(result.client);
    const server = median(result.server);
    const share = (rate: number, of: readonly number[]): string => `${((100 * rate) / median(of)).toFixed(1)} %`;
    return [
      result.name,
      client.toFixed(0),
      share(client, trivial?.client ?? []),
      percentile(result.latenciesMs, 0.5).toFixed(2),
      percentile(result.latenciesMs, 0.99).toFixed(2),
      server.toFixed(0),
      share(server, trivial?.server ?? []),
      median(result.scriptUs).toFixed(1),
    ];
  });
  return [
    `appendonly ${appendOnly}, ${availableParallelism()} cores, medians of ${ROUNDS} interleaved rounds; client: ${CALLERS} callers on one`,
    'connection of one process; server: pipelined, decisions a second of its own CPU time',
    '',
    ...table([
      ['', 'client/s', 'of return 1', 'p50 ms', 'p99 ms', 'server/CPU s', 'of return 1', 'script us'],
      ...rows,
    ]),
    '',
  ];
}
