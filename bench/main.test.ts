import { spawnSync } from 'node:child_process';
import { readFileSync } from 'node:fs';
import { join } from 'node:path';

import { describe, expect, it } from 'vitest';

import { projectFolder } from '../scripts/build/layout.ts';

function bench(...args: readonly string[]): { readonly status: number | null; readonly output: string } {
  const command = ['--import', 'tsx', join(projectFolder, 'bench/main.ts'), ...args];
  const { status, stdout, stderr } = spawnSync(process.execPath, command, { cwd: projectFolder, encoding: 'utf8' });
  return { status, output: stdout + stderr };
}

describe('npm run bench', () => {
  it('lists the benchmarks, those of its README and no other', () => {
    const { status, output } = bench();
    const readme = readFileSync(join(projectFolder, 'bench/README.md'), 'utf8');
    const told = [...readme.matchAll(/^\| `([\w-]+)`/gm)].map(([, name]) => name);
    const listed = [...output.matchAll(/^ {2}([\w-]+) {2}/gm)].map(([, name]) => name);
    expect([status, listed]).toEqual([0, told]);
    expect(listed).toContain('process-message');
  });

  it('refuses a name that it does not know, and tells those it does', () => {
    const { status, output } = bench('proces-message');
    expect(status).toBe(1);
    expect(output).toMatch(/no benchmark proces-message[^]*process-message/);
  });
});
