import { execFile, spawnSync } from 'node:child_process';
import { mkdirSync, readdirSync, rmSync, symlinkSync } from 'node:fs';
import { delimiter, join } from 'node:path';
import { promisify } from 'node:util';

import { afterAll, beforeAll, describe, expect, it } from 'vitest';

import { reverseText } from '../../providers/reverse-text.ts';
import { describeRedis, temporaryFolder } from '../support/index.ts';
import { ask, processMessage, register, signIn } from './support/graphql-client.ts';
import { serversOf, startApp, type RunningApp } from './support/running-app.ts';
import { stopAll } from './support/running-process.ts';

const run = promisify(execFile);
const hasCurl = spawnSync('curl', ['--version']).status === 0;
const folders: string[] = [];

function newFolder(): string {
  const folder = temporaryFolder();
  folders.push(folder);
  return folder;
}

afterAll(async () => {
  await stopAll();
  for (const folder of folders) rmSync(folder, { recursive: true, force: true });
});

/** The same promises, wherever the quota is kept. */
function describeRestart(env: () => Readonly<Record<string, string>>): void {
  const email = 'kept@example.com';
  const key = (n: number) => ({ text: `message ${n}`, idempotencyKey: `key-${n}` });
  let dataDir: string;
  let app: RunningApp;
  let firstStartMs: number;
  beforeAll(async () => {
    dataDir = newFolder();
    const killed = await startApp(dataDir, env());
    firstStartMs = killed.startedAfterMs;
    const [user, other] = await Promise.all([register(killed.url, email), register(killed.url, 'other@example.com')]);
    for (let n = 1; n <= 7; n += 1) await processMessage(killed.url, user.token, key(n));
    const load = Array.from({ length: 40 }, (_, n) => processMessage(killed.url, other.token, { text: `load ${n}` }));
    await Promise.race(load);
    await killed.kill();
    const outcomes = await Promise.allSettled(load);
    expect(outcomes.some(({ status }) => status === 'rejected')).toBe(true);
    app = await startApp(dataDir, env());
  });

  it('is there again within 5 s, or on a busy machine as soon as the first time', () => {
    expect(app.startedAfterMs).toBeLessThan(Math.max(5_000, 1.5 * firstStartMs));
  });

  it('knows its users, and what is left of their allowance', async () => {
    const token = await signIn(app.url, email);
    expect(await ask(app.url, { query: '{ me { email allowance { left } } }', token })).toEqual({
      data: { me: { email, allowance: { left: 3 } } },
    });
  });

  it('answers the same key with the same answer, and goes on counting', async () => {
    const token = await signIn(app.url, email);
    expect(await processMessage(app.url, token, key(7))).toMatchObject({ text: '7 egassem', replayed: true });
    for (const n of [8, 9, 10])
      expect(await processMessage(app.url, token, key(n))).toMatchObject({
        replayed: false,
        text: reverseText(`message ${n}`),
      });
    expect(await processMessage(app.url, token, key(11))).toMatchObject({ __typename: 'AllowanceExhausted' });
  });

  it('leaves no process behind when it is stopped', async () => {
    expect(serversOf(dataDir).length).toBeGreaterThan(0);
    const { code, afterMs } = await app.stop();
    expect([code, app.stderr()]).toEqual([0, '']);
    expect(afterMs).toBeLessThan(5_000);
    expect(serversOf(dataDir)).toEqual([]);
  });
}

describeRedis('npm start with a Redis of its own, killed in mid-load and started again', () => {
  describeRestart(() => ({}));
});

describe('npm start with the quota in the process, killed in mid-load and started again', () => {
  describeRestart(() => ({ PATH: pathWithout('redis-server') }));
});

describe('npm start without redis-server, chats and messages', () => {
  let app: RunningApp;
  beforeAll(async () => {
    app = await startApp(newFolder(), {
      PATH: pathWithout('redis-server'),
      STOA_APPS: 'users,friends,orders,processing',
    });
  });

  it('says in its banner where everything is, and that the quota is kept in this process', () => {
    expect(app.stdout()).toMatch(/PostgreSQL +embedded, in \S+\/postgres/);
    expect(app.stdout()).toMatch(/Redis +none on the PATH: the quota is kept in this process/);
    expect(app.stdout()).toMatch(/Accounts +admin@example.com \(administrator\)/);
    expect(app.stdout().match(/^curl /gm)).toHaveLength(3);
  });

  it.skipIf(!hasCurl)(
    `prints three commands that work when pasted${hasCurl ? '' : ' (skipped: no curl)'}`,
    async () => {
      const commands = app.stdout().match(/^curl .*$/gm) ?? [];
      const [signedIn, processed, oldClient] = await Promise.all(commands.map((line) => run('sh', ['-c', line])));
      expect(signedIn?.stdout).toMatch(/"signIn":\{"accessToken":"eyJ/);
      expect(processed?.stdout).toContain('"text":"aotS ,olleH"');
      expect(oldClient?.stdout).toMatch(/^HTTP\/1.1 204[^]*set-cookie: octo_handler_user=eyJ/i);
    },
  );

  it('processes messages all the same, ten a day', async () => {
    const user = await register(app.url, 'ada.l@example.com');
    const texts = Array.from({ length: 11 }, (_, n) => `message ${n}`);
    const outcomes = [];
    for (const text of texts) outcomes.push(await processMessage(app.url, user.token, { text }));
    expect(outcomes.map(({ __typename }) => __typename)).toEqual([
      ...Array<string>(10).fill('ProcessedMessage'),
      'AllowanceExhausted',
    ]);
  });

  it('has no fields of what does not run, and all fields of what does', async () => {
    const { data } = await ask(app.url, {
      query:
        '{ query: __type(name: "Query") { fields { name } } user: __type(name: "User") { fields { name } } chat: __type(name: "Chat") { name } }',
    });
    const { query, user, chat } = data as Record<string, { fields: { name: string }[] } | null>;
    const names = [...(query?.fields ?? []), ...(user?.fields ?? [])].map(({ name }) => name);
    expect(names).toEqual(expect.arrayContaining(['me', 'order', 'orders', 'friends', 'allowance']));
    expect(names).not.toEqual(expect.arrayContaining(['chat']));
    expect(names).not.toEqual(expect.arrayContaining(['chats']));
    expect(chat).toBeNull();
    const answer = await ask(app.url, { query: '{ me { chats { edges { cursor } } } }' });
    expect(answer.errors?.[0]?.extensions.code).toBe('GRAPHQL_VALIDATION_FAILED');
  });

  it('is ready', async () => {
    const answer = await fetch(`${app.opsUrl}/readyz`);
    expect(answer.status).toBe(200);
    const { dependencies } = (await answer.json()) as { dependencies: object };
    expect(Object.keys(dependencies)).toEqual(expect.arrayContaining(['users database', 'orders database']));
    expect(Object.keys(dependencies)).not.toContain('chats database');
  });
});

/** A folder that stands for the whole PATH, without one program. */
function pathWithout(program: string): string {
  const folder = join(newFolder(), 'bin');
  mkdirSync(folder);
  const seen = new Set([program]);
  for (const source of (process.env['PATH'] ?? '').split(delimiter)) {
    for (const name of namesIn(source)) {
      if (seen.has(name)) continue;
      seen.add(name);
      symlinkSync(join(source, name), join(folder, name));
    }
  }
  return folder;
}

function namesIn(folder: string): readonly string[] {
  try {
    return readdirSync(folder);
  } catch (error) {
    if (error instanceof Error && 'code' in error && (error.code === 'ENOENT' || error.code === 'ENOTDIR')) return [];
    throw error;
  }
}
