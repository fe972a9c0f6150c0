import { execFile, spawnSync } from 'node:child_process';
import { existsSync, mkdtempSync, readFileSync, rmSync, writeFileSync } from 'node:fs';
import { createServer } from 'node:http';
import type { AddressInfo } from 'node:net';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { parse } from 'yaml';
import { describe, expect, it } from 'vitest';
import { z } from 'zod';
import { SETTINGS, SUBGRAPH_NAMES } from '../kernel/config/settings.ts';

const PROJECT = join(import.meta.dirname, '..');
const text = readFileSync(join(PROJECT, 'docker-compose.yml'), 'utf8');
const dockerfile = readFileSync(join(PROJECT, 'Dockerfile'), 'utf8');

const command = z.array(z.string());
const environment = z.record(z.string(), z.string()).default({});
const serviceSchema = z.object({
  image: z.string(),
  command,
  environment,
  healthcheck: z.object({ test: command }).optional(),
  ports: z.array(z.string()).default([]),
  networks: z.array(z.string()),
});
const composeSchema = z.object({
  services: z.record(z.string(), serviceSchema),
  networks: z.record(z.string(), z.object({ internal: z.boolean().default(false) })),
});

const lintSchema = z
  .array(z.object({ messages: z.array(z.object({ type: z.string(), message: z.string() })) }))
  .length(1);

const { services, networks } = composeSchema.parse(parse(text, { merge: true }));
const ours = Object.entries(services).filter(([, { image }]) => image === 'stoa');

/** What the image itself sets: `ENV NAME=value NAME=value`. */
const imageEnvironment = Object.fromEntries(
  [...dockerfile.matchAll(/^ENV (.+)$/gm)].flatMap(([, pairs = '']) =>
    pairs.split(' ').map((pair) => pair.split('=', 2) as [string, string]),
  ),
);
const imageCheck = command.parse(JSON.parse(/^\s+CMD (\[.+)$/m.exec(dockerfile)?.[1] ?? '[]'));

describe('docker-compose.yml', () => {
  it('keeps to the compose specification', () => {
    expect(errorsIn(text)).toEqual([]);
  });

  it('would be refused with a key that the specification does not know', () => {
    expect(errorsIn(text.replace('    command: [node,', '    comand: [node,'))).toEqual([
      expect.stringContaining('must NOT have additional properties'),
    ]);
  });

  it('runs every process of the code', () => {
    expect(ours.map(([, service]) => service.command.slice(1).join(' ')).sort()).toEqual([
      'dist/gateway/main.js',
      'dist/providers/main.js free',
      'dist/providers/main.js paid',
      ...[...SUBGRAPH_NAMES, 'messages --worker', 'orders --worker']
        .map((name) => `dist/subgraphs/main.js ${name}`)
        .sort(),
    ]);
  });

  it.each(ours)('starts %s from a file of the code', (_name, service) => {
    const [program, file = ''] = service.command;
    expect(program).toBe('node');
    const source = file.replace(/^dist\/(.+)\.js$/, '$1.ts');
    expect(existsSync(join(PROJECT, source)), `${source} exists`).toBe(true);
  });

  it.each(ours)('gives %s only settings that the code reads', (_name, service) => {
    expect(Object.keys(service.environment).filter((name) => !Object.hasOwn(SETTINGS, name))).toEqual([]);
  });

  it('gives each subgraph the address at which the others find it, and its own database', () => {
    for (const name of SUBGRAPH_NAMES) {
      const own = services[name]?.environment ?? {};
      for (const other of SUBGRAPH_NAMES) expect(own[`${other.toUpperCase()}_URL`]).toBe(`http://${other}:4000`);
      const databases = Object.entries(own).filter(([variable]) => variable.endsWith('_DATABASE_URL'));
      expect(databases.map(([variable]) => variable)).toEqual([`${name.toUpperCase()}_DATABASE_URL`]);
      expect(databases[0]?.[1]).toMatch(new RegExp(`^postgresql://${name}:.+@postgres:5432/${name}$`));
    }
  });

  it('has no secret in it: each is required from the environment', () => {
    const secrets = [...text.matchAll(/\$\{(\w+(?:PASSWORD|KEY))(:\?)?/g)];
    const required = new Set(secrets.filter(([, , mark]) => mark === ':?').map(([, name]) => name));
    expect(required.size).toBe(SUBGRAPH_NAMES.length + 3);
    expect(secrets.filter(([, name]) => !required.has(name))).toEqual([]);
    expect(text).not.toMatch(/^\s*\w+(PASSWORD|KEY|AUTH): *[^$\s]/m);
  });

  it('opens the gateway alone to the host, and the stores to no outside network', () => {
    expect(Object.keys(services).filter((name) => services[name]?.ports.length !== 0)).toEqual(['gateway']);
    expect(services['gateway']?.ports).toEqual(['127.0.0.1:${PORT:-4000}:4000']);
    const outside = Object.keys(networks).filter((name) => networks[name]?.internal === false);
    expect(outside).toEqual(['front']);
    expect(services['postgres']?.networks).toEqual(['databases']);
    expect(services['redis']?.networks).toEqual(['redis']);
  });

  it('listens in every process of ours on the ports that the others expect', () => {
    expect(imageEnvironment).toMatchObject({ HOST: '0.0.0.0', PORT: '4000', OPS_PORT: '4001' });
    for (const [, service] of ours) expect(service.environment).not.toHaveProperty('PORT');
  });

  it.each([
    ['the operations port of gateway and subgraphs', imageCheck, 'OPS_PORT', '/readyz'],
    ['the port of the free provider', services['provider-free']?.healthcheck?.test.slice(1) ?? [], 'PORT', '/livez'],
    ['the port of the paid provider', services['provider-paid']?.healthcheck?.test.slice(1) ?? [], 'PORT', '/livez'],
  ])('checks health on %s', async (_what, check, variable, path) => {
    expect(await runCheck(check, { variable, path, status: 200 })).toBe(0);
    expect(await runCheck(check, { variable, path, status: 503 })).toBe(1);
  });

  it('checks the health of gateway and subgraphs as the image does', () => {
    const own = ours.filter(([, { healthcheck }]) => healthcheck !== undefined).map(([name]) => name);
    expect(own).toEqual(['provider-free', 'provider-paid']);
  });
});

function errorsIn(compose: string): readonly string[] {
  const folder = mkdtempSync(join(tmpdir(), 'stoa-compose-'));
  try {
    const file = join(folder, 'docker-compose.yml');
    writeFileSync(file, compose);
    const dclint = join(PROJECT, 'node_modules/dclint/bin/dclint.cjs');
    const { stdout } = spawnSync(process.execPath, [dclint, '--formatter', 'json', file], {
      encoding: 'utf8',
    });
    return lintSchema
      .parse(JSON.parse(stdout))
      .flatMap(({ messages }) => messages.filter(({ type }) => type === 'error').map(({ message }) => message));
  } finally {
    rmSync(folder, { recursive: true });
  }
}

interface Answer {
  readonly variable: string;
  readonly path: string;
  readonly status: number;
}

/** Runs a health check against a server that answers its path alone, and says with which code it ends. */
async function runCheck(check: readonly string[], { variable, path, status }: Answer): Promise<number> {
  const server = createServer((request, response) => response.writeHead(request.url === path ? status : 404).end());
  await new Promise<void>((resolve) => server.listen(0, '127.0.0.1', resolve));
  const { port } = server.address() as AddressInfo;
  try {
    return await new Promise((resolve) => {
      const child = execFile(process.execPath, check.slice(1), { env: { [variable]: String(port) } });
      child.on('close', (code) => resolve(code ?? -1));
    });
  } finally {
    server.close();
  }
}
