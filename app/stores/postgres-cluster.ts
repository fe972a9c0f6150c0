import { spawnSync } from 'node:child_process';
import { chownSync, mkdirSync, readFileSync, renameSync, rmSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { setTimeout as delay } from 'node:timers/promises';

import { StartError } from '../../kernel/lifecycle/index.ts';
import { asAccount, postgresAccount } from './postgres-account.ts';
import { postgresBinaries } from './postgres-binaries.ts';
import { findProcess } from './process-table.ts';
import { startServer, stopServer, type ServerCommand } from './server-process.ts';

/** Where one embedded PostgreSQL keeps its parts. */
export interface ClusterFiles {
  readonly data: string;
  readonly password: string;
  readonly log: string;
}

export const SUPERUSER = 'stoa';

/** Nothing of our own environment: it may hold secrets, and PG* variables would change what the server does. */
const ENVIRONMENT = { LC_ALL: 'C', PATH: '/usr/bin:/bin' };

/** Makes the data folder, whole or not at all: a start that was killed in the middle begins again. */
export function initialiseCluster({ data, password }: ClusterFiles): void {
  const account = postgresAccount(data);
  const fresh = `${data}.new`;
  rmSync(fresh, { recursive: true, force: true });
  mkdirSync(fresh, { mode: 0o700 });
  if (account !== undefined) for (const path of [fresh, password]) chownSync(path, account.uid, account.gid);

  const { initdb } = postgresBinaries();
  const { file, args, options } = asAccount(
    account,
    [
      initdb,
      `--pgdata=${fresh}`,
      `--username=${SUPERUSER}`,
      `--pwfile=${password}`,
      '--auth=scram-sha-256',
      '--encoding=UTF8',
      '--locale=C',
      '--locale-provider=builtin',
      '--builtin-locale=C.UTF-8',
      '--no-instructions',
    ],
    [fresh],
  );
  const { status, stderr, error } = spawnSync(file, args, { ...options, env: ENVIRONMENT, encoding: 'utf8' });
  if (status !== 0) throw new StartError(`PostgreSQL could not make ${data}:\n${error?.message ?? stderr.trim()}`);
  renameSync(fresh, data);
}

/** Starts the server on 127.0.0.1. @returns its pid once it takes connections. */
export async function startPostmaster({ data, log }: ClusterFiles, port: number): Promise<number> {
  const settings = {
    listen_addresses: '127.0.0.1',
    port: String(port),
    unix_socket_directories: '',
    max_connections: '200',
    timezone: 'UTC',
    log_timezone: 'UTC',
    // Errors of statements quote what people wrote; the caller has them anyway.
    log_min_messages: 'log',
  };
  const flags = Object.entries(settings).flatMap(([name, value]) => ['-c', `${name}=${value}`]);
  const { file, args, options } = asAccount(
    postgresAccount(data),
    [postgresBinaries().postgres, '-D', data, ...flags],
    [data],
  );
  const server: ServerCommand = {
    name: 'PostgreSQL',
    file,
    args,
    options: { ...options, env: ENVIRONMENT },
    logFile: log,
    isReady: (pid) => {
      const state = postmasterState(data);
      return state?.pid === pid && state.status === 'ready';
    },
  };
  const deadline = performance.now() + LEFTOVERS_TIMEOUT_MS;
  for (;;) {
    try {
      return await startServer(server);
    } catch (error) {
      if (!hasLeftovers(error) || performance.now() > deadline) throw error;
      await delay(50);
    }
  }
}

const LEFTOVERS_TIMEOUT_MS = 10_000;

/** A killed server's last processes end when their statement does; until then PostgreSQL refuses to start. */
function hasLeftovers(error: unknown): boolean {
  return error instanceof StartError && /shared memory block .* is still in use/.test(error.message);
}

/**
 * Stops the server that a killed owner left behind on this folder. Where only its pid file is left, and the pid
 * belongs to another program by now or to nobody, PostgreSQL is told so: by itself it looks at the pid alone.
 */
export async function stopOrphanedPostmaster(data: string): Promise<void> {
  const state = postmasterState(data);
  if (state !== undefined && findProcess(state.pid)?.commandLine.includes(` -D ${data} `) === true) {
    await stopPostmaster(state.pid);
  }
  const left = pidFileLines(data);
  // The rest of the file stays: by it PostgreSQL finds processes of the old server that are not gone yet.
  if (left !== undefined) writeFileSync(pidFile(data), [NO_PID, ...left.slice(1)].join('\n'));
}

/** Above any pid that a system gives. */
const NO_PID = 2_147_483_647;

/** The pid of the server that takes connections on this folder. */
export function runningPostmaster(data: string): number | undefined {
  const state = postmasterState(data);
  return state?.status === 'ready' && findProcess(state.pid) !== undefined ? state.pid : undefined;
}

/**
 * Connections that are just being closed have a moment for it, as to cut them would look like a failure to their owners.
 * Then open transactions are rolled back, and everything committed is written out.
 */
export function stopPostmaster(pid: number): Promise<void> {
  return stopServer(pid, [{ signal: 'SIGTERM', waitMs: 1_000 }, { signal: 'SIGINT' }, { signal: 'SIGQUIT' }]);
}

interface PostmasterState {
  readonly pid: number;
  readonly status: string;
}

/** What the server tells in its pid file; the format is PostgreSQL's `utils/pidfile.h`. */
function postmasterState(data: string): PostmasterState | undefined {
  const lines = pidFileLines(data);
  return lines && { pid: Number.parseInt(lines[0] ?? '', 10), status: lines[7]?.trim() ?? '' };
}

/** In one step: a server that gives up removes the file at any moment. */
function pidFileLines(data: string): readonly string[] | undefined {
  try {
    return readFileSync(pidFile(data), 'utf8').split('\n');
  } catch (error) {
    if (error instanceof Error && 'code' in error && error.code === 'ENOENT') return undefined;
    throw error;
  }
}

function pidFile(data: string): string {
  return join(data, 'postmaster.pid');
}
