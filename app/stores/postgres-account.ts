import { spawnSync } from 'node:child_process';
import { existsSync, statSync } from 'node:fs';
import { dirname } from 'node:path';

import { StartError } from '../../kernel/lifecycle/index.ts';

/** The account that PostgreSQL runs under; `undefined` is our own. */
export type Account = { readonly uid: number; readonly gid: number } | undefined;

/** How to run a program under an account. */
export interface AccountCommand {
  readonly file: string;
  readonly args: readonly string[];
  readonly options: { readonly uid?: number; readonly gid?: number };
}

/**
 * PostgreSQL refuses to run as root. There it runs as the owner of its data, at first as `postgres`, or as
 * `nobody` on a machine without that account; no account is made.
 */
export function postgresAccount(dataFolder: string): Account {
  if (process.getuid?.() !== 0) return undefined;
  if (existsSync(dataFolder)) {
    const { uid, gid } = statSync(dataFolder);
    if (uid !== 0) return { uid, gid };
  }
  const account = accountNamed('postgres') ?? accountNamed('nobody');
  if (account === undefined) {
    throw new StartError(
      'PostgreSQL refuses to run as root, and there is no account postgres.\nRun Stoa as an ordinary user.',
    );
  }
  return account;
}

/**
 * Where a folder on the way is closed to the account, as in a clone below /root, the program gets the one
 * privilege to pass it (setpriv of util-linux).
 * @throws StartError that names the folder where there is no such tool.
 */
export function asAccount(
  account: Account,
  [file, ...args]: readonly [string, ...string[]],
  paths: readonly string[],
): AccountCommand {
  if (account === undefined) return { file, args, options: {} };
  const closed = [file, ...paths].map((path) => closedFolder(account, path)).find((folder) => folder !== undefined);
  if (closed === undefined) return { file, args, options: account };
  if (spawnSync('setpriv', ['--version']).status !== 0) {
    throw new StartError(
      `PostgreSQL refuses to run as root, and its account (uid ${account.uid}) may not enter ${closed}.\n` +
        `Run Stoa as an ordinary user, or open the folder: chmod o+x ${closed}`,
    );
  }
  const privileges = [
    '--inh-caps',
    '-all,+dac_override',
    '--ambient-caps',
    '-all,+dac_override',
    '--bounding-set',
    '-all,+dac_override',
  ];
  const identity = [
    '--securebits',
    '+no_setuid_fixup',
    '--reuid',
    String(account.uid),
    '--regid',
    String(account.gid),
    '--clear-groups',
  ];
  return { file: 'setpriv', args: [...identity, ...privileges, file, ...args], options: {} };
}

/** The first folder above `path` that the account may not enter. */
function closedFolder(account: { readonly uid: number; readonly gid: number }, path: string): string | undefined {
  const folder = dirname(path);
  if (folder === path) return undefined;
  const { uid, gid, mode } = statSync(folder);
  const enter = uid === account.uid ? 0o100 : gid === account.gid ? 0o010 : 0o001;
  return closedFolder(account, folder) ?? ((mode & enter) === 0 ? folder : undefined);
}

function accountNamed(name: string): Account {
  const [uid, gid] = ['-u', '-g'].map((flag) => spawnSync('id', [flag, name], { encoding: 'utf8' }));
  if (uid?.status !== 0 || gid?.status !== 0) return undefined;
  return { uid: Number(uid.stdout), gid: Number(gid.stdout) };
}
