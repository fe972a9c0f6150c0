import { createHash } from 'node:crypto';

import type { Door } from './policy/decision.ts';

/**
 * The key of a message towards the quota and the providers: the same wherever and whenever it is
 * made, different for every user, and of one length whatever the client sent.
 */
export function requestKey(userId: string, idempotencyKey: string): string {
  return hash([userId, idempotencyKey]);
}

/** What a key stands for. The same key with another fingerprint is a mistake of the client. */
export function fingerprintOf(text: string, door: Door): string {
  return hash([door, text]);
}

function hash(parts: readonly string[]): string {
  return createHash('sha256').update(JSON.stringify(parts)).digest('base64url');
}
