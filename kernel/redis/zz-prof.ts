import { createHash } from 'node:crypto';
import { readFileSync } from 'node:fs';
import { openRedis } from '/work/main/kernel/redis/index.ts';
import { encodePolicy, encodeRequest } from '/work/main/subgraphs/processing/selection/redis/decision-codec.ts';
import { DEFAULT_POLICY } from '/work/main/subgraphs/processing/selection/policy/policy.ts';
import { defineScript } from './redis-script.ts';
import { startRedis } from '/work/main/tests/support/start-redis.ts';
const server = await startRedis();
const redis = await openRedis({ url: server.url, timeoutMs: 5000 });
await redis.command(c => c.sendCommand(['CONFIG','SET','appendonly','no']));
const dir = '/work/main/subgraphs/processing/selection/redis/';
const L = (f: string) => readFileSync(dir + f, 'utf8');
const state = L('state.lua'), cb = L('count-block.lua'), dt = L('decision-table.lua'), rs = L('reserve.lua');
const policy = encodePolicy({ ...DEFAULT_POLICY, free: { ...DEFAULT_POLICY.free, limit: 1e9 } }, 0);
let n = 0;
const U = (fs: string[]) => defineScript(fs.map(f => new URL('file://' + dir + f)), x => x).source;
const variants: Record<string,string> = { 'return 1': 'return 1', state: U(['state.lua']) + ' return 1', defs: U(['state.lua','count-block.lua','decision-table.lua'])+' return 1', full: U(['state.lua','count-block.lua','decision-table.lua','reserve.lua']) };
for (const [name, source] of Object.entries(variants)) {
  await redis.command(c => c.sendCommand(['FLUSHALL']));
  const script = { source, sha: createHash('sha1').update(source).digest('hex'), decode: (x: unknown) => x };
  const call = () => { const u = 'u' + n % 1000; n++; return redis.run(script, { keys: ['{fp:x}:st', '{fp:x}:u:' + u, '{fp:x}:i:kkkkkkkkkkkkkkkkkkkkkkkkkkkkkkkkkkk' + n], args: [policy, encodeRequest({ userId: u, key: '', leaseId: '', fingerprint: '', door: 'ANY', keepMs: 86400000, user: { left: 1e9, refreshDay: 1e6, paidAccess: false, paidAccessSeq: 1 }, group: 'fresh' }, 0), '01900000-0000-7000-8000-' + String(n).padStart(12, '0'), 'f'.repeat(43)] }); };
  await Promise.all(Array.from({ length: 2000 }, call));
  await redis.command(c => c.sendCommand(['CONFIG', 'RESETSTAT']));
  for (let i = 0; i < 40; i++) await Promise.all(Array.from({ length: 500 }, call));
  const stats = String(await redis.command(c => c.info('commandstats')));
  console.log(name.padEnd(14), /cmdstat_evalsha:.*usec_per_call=([\d.]+)/.exec(stats)?.[1]);
}
await redis.close(); await server.close();
