import { z } from 'zod';

import { CONTRACTS, viewerSchema } from '../auth/index.ts';

export const envelopeSchema = z.strictObject({
  viewer: viewerSchema,
  contract: z.enum(CONTRACTS),
  requestId: z.string().min(1).max(128),
  /** Milliseconds the receiver may still use; a duration, because clocks of machines differ. */
  budgetMs: z.number().int().min(0),
});

/** What a subgraph must know of a request beside its query. Serialised on every transport. */
export type Envelope = z.output<typeof envelopeSchema>;

export function encodeEnvelope(envelope: Envelope): string {
  return Buffer.from(JSON.stringify(envelope)).toString('base64url');
}

/** @returns undefined for anything that is not an envelope. */
export function decodeEnvelope(text: string): Envelope | undefined {
  try {
    const result = envelopeSchema.safeParse(JSON.parse(Buffer.from(text, 'base64url').toString('utf8')));
    return result.success ? result.data : undefined;
  } catch {
    return undefined;
  }
}
