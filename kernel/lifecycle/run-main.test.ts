import { spawn } from 'node:child_process';
import { once } from 'node:events';
import { setTimeout as sleep } from 'node:timers/promises';

import { describe, expect, it } from 'vitest';

const LIFECYCLE = new URL('./index.ts', import.meta.url).href;

/** A process of its own whose main is `body`; `main`, `lifecycle`, `logger` are in scope. */
function start(body: string) {
  const script = `
    import { runMain, StartError } from ${JSON.stringify(LIFECYCLE)};
    const say = (text) => process.stdout.write(text + '\\n');
    runMain('shop', async ({ lifecycle, logger }) => { ${body} });`;
  const child = spawn(process.execPath, ['--input-type=module', '-e', script]);
  const output = { out: '', err: '' };
  child.stdout.setEncoding('utf8').on('data', (text: string) => (output.out += text));
  child.stderr.setEncoding('utf8').on('data', (text: string) => (output.err += text));
  const exited = once(child, 'close').then(([code]) => ({ code: code as number | null, ...output }));
  const said = async (text: string) => {
    while (!output.out.includes(text)) await once(child.stdout, 'data');
  };
  return { child, exited, said };
}

const SERVE = "setInterval(() => undefined, 1000); say('ready');";

describe('a main process', () => {
  it.each(['SIGTERM', 'SIGINT'] as const)('stops in order on %s and exits with 0', async (signal) => {
    const { child, exited, said } = start(
      `lifecycle.onStop('stores', () => say('stores closed')); lifecycle.onStop('listener', () => say('listener closed')); ${SERVE}`,
    );
    await said('ready');
    child.kill(signal);
    const { code, out } = await exited;
    expect(code).toBe(0);
    expect(out).toMatch(/listener closed[^]*stores closed/);
    expect(out).toContain(`"reason":"${signal}"`);
  });

  it('exits with 1 when a step could not be stopped', async () => {
    const { child, exited, said } = start(
      `lifecycle.onStop('stores', () => say('stores closed')); lifecycle.onStop('listener', () => { throw new Error('stuck'); }); ${SERVE}`,
    );
    await said('ready');
    child.kill('SIGTERM');
    const { code, out } = await exited;
    expect(code).toBe(1);
    expect(out).toContain('stores closed');
  });

  it('exits with 1 at once on a later signal', async () => {
    const { child, exited, said } = start(
      `lifecycle.onStop('slow', () => { say('waiting'); return new Promise(() => undefined); }); ${SERVE}`,
    );
    await said('ready');
    child.kill('SIGTERM');
    await said('waiting');
    await sleep(400);
    child.kill('SIGTERM');
    expect((await exited).code).toBe(1);
  });

  it('takes a signal that npm passes on for the one that it got itself', async () => {
    const { child, exited, said } = start(
      `lifecycle.onStop('stores', async () => { say('waiting'); await new Promise((done) => setTimeout(done, 100)); say('stores closed'); }); ${SERVE}`,
    );
    await said('ready');
    child.kill('SIGINT');
    await said('waiting');
    child.kill('SIGINT');
    const { code, out } = await exited;
    expect(code).toBe(0);
    expect(out).toContain('stores closed');
  });

  it('undoes a half finished start on a signal', async () => {
    const { child, exited, said } = start(
      "lifecycle.onStop('stores', () => say('stores closed')); say('opened'); await new Promise((done) => setTimeout(done, 60_000));",
    );
    await said('opened');
    child.kill('SIGTERM');
    const { code, out } = await exited;
    expect(code).toBe(0);
    expect(out).toContain('stores closed');
  });

  it('prints every line of a reason made for the operator, without a stack, and exits with 1', async () => {
    const { exited } = start(
      "lifecycle.onStop('stores', () => say('stores closed')); throw new StartError('Two settings are wrong:\\n  - PORT\\n  - HOST');",
    );
    const { code, out, err } = await exited;
    expect(code).toBe(1);
    expect(err).toBe('shop could not start.\nTwo settings are wrong:\n  - PORT\n  - HOST\n');
    expect(out).toContain('stores closed');
  });

  it('prints the stack and the cause of any other reason, but no secret', async () => {
    const { exited } = start(
      "throw new Error('no database', { cause: new Error('connect postgresql://a:hunter2@db failed') });",
    );
    const { code, err } = await exited;
    expect(code).toBe(1);
    expect(err).toMatch(/no database\n +at /);
    expect(err).toContain('because: Error: connect postgresql://a:[redacted]@db failed');
  });

  it.each([
    ['a rejection', "void Promise.reject(new Error('forgotten'));"],
    ['an exception', "setTimeout(() => { throw new Error('forgotten'); });"],
  ])('logs %s that nobody caught, stops and exits with 1', async (_name, cause) => {
    const { exited } = start(`lifecycle.onStop('stores', () => say('stores closed')); ${cause} ${SERVE}`);
    const { code, out } = await exited;
    expect(code).toBe(1);
    expect(out).toMatch(/"level":"fatal".*"message":"uncaught error".*forgotten/);
    expect(out).toContain('stores closed');
  });
});
