import { v7 as uuidv7 } from 'uuid';
import { z } from 'zod';

import { ROLES, type Contract } from '../../kernel/auth/index.ts';
import { AppError } from '../../kernel/errors/index.ts';
import { readReply, type SubgraphCaller } from '../../kernel/transport/index.ts';
import type { VerifiedCredential } from './verified-tokens.ts';

/** @throws INVALID_TOKEN, EXPIRED_TOKEN; SUBGRAPH_UNAVAILABLE where users does not answer. */
export type CheckSessionId = (credential: string, contract: Contract) => Promise<VerifiedCredential>;

const BUDGET_MS = 2_000;
/** The revocations tell of ended sessions; of what else may change (the roles) at most so old an answer is used. */
const REMEMBER_MS = 30_000;
/** 32 hex digits, with or without the dashes of a UUID. */
const SESSION_ID = /^[0-9a-f]{8}-?([0-9a-f]{4}-?){3}[0-9a-f]{12}$/i;

const QUERY =
  'query ($secret: String!) { sessionCredential(secret: $secret) { kind sessionId userId roles checkedAt expiresAt } }';

const time = z.iso.datetime().transform((text) => Date.parse(text));
const verdictSchema = z.union([
  z.object({
    kind: z.literal('valid'),
    sessionId: z.uuid(),
    userId: z.uuid(),
    roles: z.array(z.enum(ROLES)),
    checkedAt: time,
    expiresAt: time,
  }),
  z.object({ kind: z.enum(['expired', 'unknown']) }),
]);
const replySchema = z.object({ data: z.object({ sessionCredential: verdictSchema }) });

/** Asks the users subgraph what a session id is worth: it alone knows. */
export function createSessionIdCheck(users: () => SubgraphCaller | undefined): CheckSessionId {
  return async (credential, contract) => {
    if (!SESSION_ID.test(credential)) throw new AppError('INVALID_TOKEN');
    const caller = users();
    if (caller === undefined) throw new AppError('SUBGRAPH_UNAVAILABLE');
    const secret = credential.replaceAll('-', '').toLowerCase();
    const reply = await caller.call('/graphql', JSON.stringify({ query: QUERY, variables: { secret } }), {
      viewer: { kind: 'service', name: 'gateway' },
      contract,
      requestId: uuidv7(),
      budgetMs: BUDGET_MS,
    });
    const verdict = readReply(reply, replySchema).data.sessionCredential;
    if (verdict.kind !== 'valid') throw new AppError(verdict.kind === 'expired' ? 'EXPIRED_TOKEN' : 'INVALID_TOKEN');
    const { sessionId, userId, roles, checkedAt, expiresAt } = verdict;
    return {
      viewer: { kind: 'user', id: userId, roles, sessionId },
      issuedAt: checkedAt,
      expiresAt: Math.min(expiresAt, checkedAt + REMEMBER_MS),
    };
  };
}
