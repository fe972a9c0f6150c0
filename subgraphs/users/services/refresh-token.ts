import { createHash, createHmac, randomBytes, timingSafeEqual } from 'node:crypto';

/** A refresh token that we issued. */
export interface RefreshToken {
  readonly text: string;
  readonly sessionId: string;
  /** What is stored of it. */
  readonly hash: string;
}

/**
 * Refresh tokens of one installation. A token is its session's id, 32 bytes that nobody can guess, and a tag by which
 * we know our own: so an old token is told from a made-up one although only the newest is stored, and that as a hash.
 */
export interface RefreshTokens {
  first(sessionId: string): RefreshToken;
  /** The one token that may follow this one: always the same, so that it can be given again without being stored. */
  next(token: RefreshToken): RefreshToken;
  /** Undefined for any text that is not a token of ours. */
  read(text: string): RefreshToken | undefined;
}

const ID_BYTES = 16;
const SECRET_BYTES = 32;
const TAG_BYTES = 16;
const LENGTH = Math.ceil(((ID_BYTES + SECRET_BYTES + TAG_BYTES) * 4) / 3);

export function createRefreshTokens(key: Buffer): RefreshTokens {
  const mac = (purpose: string, bytes: Buffer): Buffer =>
    createHmac('sha256', key).update(purpose).update(bytes).digest();

  const make = (sessionId: string, secret: Buffer): RefreshToken => {
    const body = Buffer.concat([Buffer.from(sessionId.replaceAll('-', ''), 'hex'), secret]);
    const text = Buffer.concat([body, mac('tag', body).subarray(0, TAG_BYTES)]).toString('base64url');
    return { text, sessionId, hash: hashOf(text) };
  };

  return {
    first: (sessionId) => make(sessionId, randomBytes(SECRET_BYTES)),
    next: ({ text, sessionId }) => make(sessionId, mac('next', Buffer.from(text, 'base64url'))),
    read(text) {
      if (text.length !== LENGTH) return undefined;
      const bytes = Buffer.from(text, 'base64url');
      const [body, tag] = [bytes.subarray(0, -TAG_BYTES), bytes.subarray(-TAG_BYTES)];
      if (bytes.toString('base64url') !== text) return undefined;
      if (!timingSafeEqual(tag, mac('tag', body).subarray(0, TAG_BYTES))) return undefined;
      return { text, sessionId: toUuid(body.subarray(0, ID_BYTES)), hash: hashOf(text) };
    },
  };
}

/** How secrets of 128 random bits and more are stored: nobody finds the text of such a hash. */
export function hashOf(secret: string): string {
  return createHash('sha256').update(secret).digest('hex');
}

function toUuid(bytes: Buffer): string {
  return bytes.toString('hex').replace(/^(.{8})(.{4})(.{4})(.{4})(.{12})$/, '$1-$2-$3-$4-$5');
}
