import { rmSync } from 'node:fs';

import { afterAll, beforeAll, describe, expect, it } from 'vitest';

import { loadConfig } from '../../kernel/config/index.ts';
import { createLifecycle } from '../../kernel/lifecycle/index.ts';
import { createLogger } from '../../kernel/logging/index.ts';
import { temporaryFolder } from '../../tests/support/temporary-folder.ts';
import { createApp } from '../create-app.ts';
import { runDemo, type DemoResult } from './run-demo.ts';

const logger = createLogger({ service: 'demo-test', level: 'error' });
const lifecycle = createLifecycle({ logger });
const dataDir = temporaryFolder();
let result: DemoResult;
let output = '';

beforeAll(async () => {
  const settings = { FREE_LIMIT: '5', FREE_BLOCK_MS: '500', PAID_CALL_PRICE: '2', PORT: '0', OPS_PORT: '0' };
  const config = loadConfig({ ...settings, STOA_DATA_DIR: dataDir });
  const app = await createApp({ config, lifecycle, logger });
  result = await runDemo(app, { ...config, everyMs: 50 }, (text) => {
    output += text;
  });
});

afterAll(async () => {
  expect(await lifecycle.stop('the tests are over')).toEqual([]);
  rmSync(dataDir, { recursive: true, force: true });
});

describe('the demo', () => {
  it('has forty messages answered, each with its own text', () => {
    const texts = Array.from({ length: 40 }, (_, index) =>
      Array.from(`message ${index + 1}`)
        .reverse()
        .join(''),
    );
    expect(result.answers.map(({ text }) => text)).toEqual(texts);
  });

  it('goes from the free provider to the paid one and back, five free calls a time', () => {
    const runs = result.answers
      .map(({ tier }) => tier[0])
      .join('')
      .match(/F+|P+/g);
    expect(runs?.slice(0, 3)).toEqual(['FFFFF', expect.stringMatching(/^P+$/), 'FFFFF']);
  });

  it('is never refused, by the count of the free provider', () => {
    expect(result.free.refused).toBe(0);
    expect(result.free.accepted + result.paid.accepted).toBe(40);
  });

  it('prints the time line and the bill', () => {
    const { accepted } = result.free;
    expect(output).toMatch(/ 0\.\d s {2}free {2}█████\n {2}\d\.\d s {2}paid {2}░+\n {2}\d\.\d s {2}free {2}█████\n/);
    expect(output).toMatch(/^[█░]{40}$/m);
    expect(output).toContain(
      `${accepted} free, ${40 - accepted} paid: ${accepted} paid calls saved, worth ${2 * accepted}\n`,
    );
    expect(output).toMatch(/refusals, by the free provider's own count: 0\n$/);
  });
});
