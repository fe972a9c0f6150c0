import { randomBytes } from 'node:crypto';
import { existsSync, readFileSync, renameSync, writeFileSync } from 'node:fs';

/** Writes a small file that only its owner reads; after a crash either the old or the new value is there, whole. */
export function keepValue(file: string, value: string): void {
  writeFileSync(`${file}.new`, `${value}\n`, { mode: 0o600 });
  renameSync(`${file}.new`, file);
}

export function keptValue(file: string): string | undefined {
  return existsSync(file) ? readFileSync(file, 'utf8').trim() : undefined;
}

/** The password kept in this file, made at random the first time. */
export function keptPassword(file: string): string {
  const kept = keptValue(file);
  if (kept !== undefined) return kept;
  const password = randomBytes(24).toString('base64url');
  keepValue(file, password);
  return password;
}
