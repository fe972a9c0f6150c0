import { mkdir, mkdtemp, readFile, rm, writeFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { dirname, join } from 'node:path';
import { pathToFileURL } from 'node:url';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { compile } from './compile.ts';
import { isFresh, markFresh } from './freshness.ts';

const SOURCES: Readonly<Record<string, string>> = {
  'tsconfig.json': '{ "compilerOptions": { "experimentalDecorators": true, "useDefineForClassFields": false } }',
  'package-lock.json': '{}',
  'package.json': '{ "type": "module" }',
  'kernel/named.ts': `import { mark } from './mark.ts';
@mark
export class Order { static copy(): Order { return new Order(); } }`,
  'kernel/mark.ts': `export const marked: string[] = [];
export function mark(target: { name: string }): void { marked.push(target.name); }
export const later = async () => import('./later.ts');`,
  'kernel/later.ts': `export const answer: number = 42;`,
  'kernel/mark.test.ts': 'export {};',
  'kernel/quota.suite.ts': 'export {};',
  'kernel/take.lua': 'return 1',
  'schema/api.graphql': 'type Query { ok: Boolean }',
};

let project: string;
let output: string;

beforeAll(async () => {
  project = join(await mkdtemp(join(tmpdir(), 'stoa-build-')), '/');
  output = join(project, 'dist');
  for (const [file, text] of Object.entries(SOURCES)) await write(file, text);
  await compile(project, output);
});

afterAll(async () => rm(project, { recursive: true, force: true }));

describe('the build', () => {
  it('keeps the name of a decorated class that refers to itself', async () => {
    await load('kernel/named.js');
    const { marked } = (await load('kernel/mark.js')) as { marked: string[] };
    expect(marked).toEqual(['Order']);
  });

  it('rewrites dynamic imports to the compiled file', async () => {
    const { later } = (await load('kernel/mark.js')) as { later: () => Promise<{ answer: number }> };
    expect((await later()).answer).toBe(42);
  });

  it('copies what modules read and leaves out tests and suites', async () => {
    expect(await readFile(join(output, 'kernel/take.lua'), 'utf8')).toBe('return 1');
    expect(await readFile(join(output, 'schema/api.graphql'), 'utf8')).toContain('Query');
    await expect(readFile(join(output, 'kernel/mark.test.js'))).rejects.toThrow('ENOENT');
    await expect(readFile(join(output, 'kernel/quota.suite.js'))).rejects.toThrow('ENOENT');
  });

  it('is fresh until a file changes, comes or goes', async () => {
    expect(await isFresh(project, output)).toBe(false);
    await markFresh(project, output);
    expect(await isFresh(project, output)).toBe(true);
    await write('kernel/extra.ts', 'export {};');
    expect(await isFresh(project, output)).toBe(false);
    await rm(join(project, 'kernel/extra.ts'));
    expect(await isFresh(project, output)).toBe(true);
    await write('kernel/later.ts', 'export const answer: number = 43; // changed');
    expect(await isFresh(project, output)).toBe(false);
  });

  it('keeps the last good output when a module does not compile', async () => {
    await write('kernel/broken.ts', 'export const = ;');
    await expect(compile(project, output)).rejects.toThrow('Build failed');
    expect(await readFile(join(output, 'kernel/take.lua'), 'utf8')).toBe('return 1');
  });
});

async function write(file: string, text: string): Promise<void> {
  await mkdir(dirname(join(project, file)), { recursive: true });
  await writeFile(join(project, file), text);
}

async function load(file: string): Promise<unknown> {
  return import(/* @vite-ignore */ pathToFileURL(join(output, file)).href);
}
