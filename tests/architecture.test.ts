import { globSync, readFileSync } from 'node:fs';
import { join } from 'node:path';
import { describe, expect, it } from 'vitest';
import { checkArchitecture, checkPackages } from './architecture/check-architecture.ts';

const PROJECT = join(import.meta.dirname, '..');
const FOREIGN = new Set(['node_modules', 'dist', 'coverage', '.stoa', '.git']);

describe('the plan of the house', () => {
  const paths = globSync('**/*.{ts,tsx}', { cwd: PROJECT, exclude: (name) => FOREIGN.has(name) });
  const files = paths.map((path) => ({ path, text: readFileSync(join(PROJECT, path), 'utf8') }));

  it('is kept by every file', () => {
    expect(paths).toContain('tests/architecture.test.ts');
    expect(checkArchitecture(files)).toEqual([]);
  });

  it('has every package it needs named in package.json', () => {
    const { dependencies, devDependencies } = JSON.parse(readFileSync(join(PROJECT, 'package.json'), 'utf8')) as Record<
      'dependencies' | 'devDependencies',
      object
    >;
    const packages = { dependencies: Object.keys(dependencies), devDependencies: Object.keys(devDependencies) };
    expect(checkPackages(files, packages)).toEqual([]);
  });
});

describe('the check of the plan', () => {
  it.each([
    ['import', `import { orm } from '../../../kernel/database/open-database.ts';`],
    ['import of a type', `import type { Orm } from '../../../kernel/database/open-database.ts';`],
    ['re-export', `export { orm } from '../../../kernel/database/open-database.ts';`],
    ['dynamic import', `const orm = await import('../../../kernel/database/open-database.ts');`],
    ['import type expression', `type Orm = import('../../../kernel/database/open-database.ts').Orm;`],
  ])('finds a forbidden %s and says what to do instead', (_form, text) => {
    expect(check('subgraphs/orders/services/order.service.ts', text)).toEqual([
      'subgraphs/orders/services/order.service.ts imports kernel/database/open-database.ts: ' +
        'a service knows no ORM, GraphQL or HTTP; go through a repository in subgraphs/orders/repositories',
    ]);
  });

  it.each([
    ['subgraphs/orders/services/a.ts', 'npm:fastify', 'fastify'],
    ['subgraphs/orders/services/a.ts', 'npm:@mikro-orm/core', '@mikro-orm/core/dist/index.js'],
    ['subgraphs/orders/services/a.ts', 'subgraphs/users/services/b.ts', '../../users/services/b.ts'],
    ['subgraphs/orders/services/a.ts', 'subgraphs/orders/database/b.ts', '../database/b.ts'],
    ['subgraphs/orders/module.ts', 'subgraphs/users/module.ts', '../users/module.ts'],
    ['subgraphs/orders/entities/a.ts', 'npm:type-graphql', 'type-graphql'],
    ['subgraphs/orders/api/a.ts', 'subgraphs/orders/repositories/b.ts', '../repositories/b.ts'],
    ['subgraphs/processing/services/a.ts', 'subgraphs/processing/selection/redis/b.ts', '../selection/redis/b.ts'],
    ['subgraphs/processing/selection/policy/a.ts', 'npm:redis', 'redis'],
    ['subgraphs/processing/selection/policy/a.ts', 'subgraphs/processing/selection/quota.ts', '../quota.ts'],
    ['subgraphs/processing/selection/quota.ts', 'subgraphs/processing/selection/redis/b.ts', './redis/b.ts'],
    ['subgraphs/processing/selection/memory/a.ts', 'subgraphs/processing/selection/redis/b.ts', '../redis/b.ts'],
    ['gateway/auth/a.ts', 'gateway/http/b.ts', '../http/b.ts'],
    ['gateway/plan/a.ts', 'gateway/create-gateway.ts', '../create-gateway.ts'],
    ['gateway/rest/a.ts', 'kernel/transport/b.ts', '../../kernel/transport/b.ts'],
    ['gateway/create-gateway.ts', 'subgraphs/index.ts', '../subgraphs/index.ts'],
    ['kernel/ask/a.ts', 'gateway/plan/b.ts', '../../gateway/plan/b.ts'],
    ['providers/a.ts', 'subgraphs/index.ts', '../subgraphs/index.ts'],
    ['client/index.ts', 'kernel/errors/index.ts', '../kernel/errors/index.ts'],
    ['app/main.ts', 'subgraphs/users/module.ts', '../subgraphs/users/module.ts'],
    ['app/start.ts', 'gateway/main.ts', '../gateway/main.ts'],
    ['app/start.ts', 'tests/support/free-port.ts', '../tests/support/free-port.ts'],
    ['kernel/auth/a.ts', 'npm:vitest', 'vitest'],
    ['kernel/auth/a.ts', 'node:process', 'node:process'],
  ])('refuses that %s imports %s', (path, target, specifier) => {
    const problems = check(path, `import { x } from '${specifier}';`);
    expect(problems).toHaveLength(1);
    expect(problems[0]).toMatch(new RegExp(`^${path} imports ${target}: .{20}`));
  });

  it.each([
    ['subgraphs/orders/services/a.ts', '../repositories/b.ts'],
    ['subgraphs/orders/module.ts', './database/b.ts'],
    ['subgraphs/processing/services/a.ts', '../selection/create-selection.ts'],
    ['subgraphs/processing/selection/redis/a.ts', '../quota.ts'],
    ['subgraphs/processing/selection/redis/a.ts', '../../../../kernel/redis/index.ts'],
    ['gateway/auth/a.ts', '../phases.ts'],
    ['gateway/create-gateway.ts', './auth/b.ts'],
    ['app/main.ts', '../subgraphs/index.ts'],
    ['kernel/auth/a.test.ts', 'vitest'],
  ])('lets %s import %s', (path, specifier) => {
    expect(check(path, `import { x } from '${specifier}';`)).toEqual([]);
  });

  it('finds a circle between folders of the kernel', () => {
    const files = [
      { path: 'kernel/auth/a.ts', text: `import '../config/b.ts';` },
      { path: 'kernel/config/b.ts', text: `import '../logging/c.ts';` },
      { path: 'kernel/logging/c.ts', text: `import type { A } from '../auth/a.ts';` },
    ];
    expect(checkArchitecture(files)).toEqual([
      'kernel/auth -> kernel/config -> kernel/logging -> kernel/auth: ' +
        'a circle; move what both need into a folder that knows neither',
    ]);
    expect(checkArchitecture(files.slice(1))).toEqual([]);
  });

  it.each(['process.env.PORT', `process['env']`, 'process.exit(1)', 'globalThis.process.env', 'process.exitCode = 1'])(
    'leaves %s to main.ts',
    (expression) => {
      expect(check('gateway/http/a.ts', `x(${expression});`)[0]).toMatch(
        /uses process\.(env|exit|exitCode): only a main/,
      );
      expect(check('gateway/main.ts', `x(${expression});`)).toEqual([]);
    },
  );

  it('sees the environment taken out of process, but not its mention', () => {
    expect(check('kernel/config/a.ts', 'const { env: variables } = process;')).toHaveLength(1);
    expect(check('kernel/config/a.ts', `// process.env\nconst text = 'process.env';`)).toEqual([]);
  });

  it('finds a package that package.json does not name, or that production leaves out', () => {
    const packages = { dependencies: ['fastify'], devDependencies: ['esbuild'] };
    const file = (path: string, name: string) => [{ path, text: `import { x } from '${name}/deep/file.js';` }];
    expect(checkPackages(file('gateway/http/a.ts', 'fastify'), packages)).toEqual([]);
    expect(checkPackages(file('scripts/a.ts', 'esbuild'), packages)).toEqual([]);
    expect(checkPackages(file('gateway/http/a.ts', 'esbuild'), packages)).toEqual([
      'gateway/http/a.ts imports npm:esbuild: name it in the dependencies of package.json',
    ]);
    expect(checkPackages(file('scripts/a.ts', '@scope/other'), packages)).toEqual([
      'scripts/a.ts imports npm:@scope/other: name it in the devDependencies of package.json',
    ]);
  });

  it('finds a file that is too long, and one in no room', () => {
    expect(check('kernel/auth/a.ts', 'x();\n'.repeat(301))[0]).toContain('has 301 lines');
    expect(check('kernel/auth/a.ts', 'x();\n'.repeat(300))).toEqual([]);
    expect(check('helpers/a.ts', '')[0]).toContain('is in no room');
    expect(check('subgraphs/orders/misc/a.ts', '')[0]).toContain('is in no room');
  });
});

function check(path: string, text: string): readonly string[] {
  return checkArchitecture([{ path, text }]);
}
