/** What a session promises, as one page: the model that histories of the real thing are compared with. */
export const GRACE_MS = 10_000;
export const IDLE_MS = 30 * 86_400_000;
export const LONGEST_MS = 90 * 86_400_000;

interface ModelSession {
  /** The place of the current token in the row of all tokens of this session. */
  readonly current: number;
  readonly rotatedAt: number;
  readonly idleUntil: number;
  readonly endsAt: number;
  readonly isEnded: boolean;
}

export interface Model {
  readonly now: number;
  readonly sessions: readonly ModelSession[];
}

export type Operation =
  | { readonly kind: 'open' }
  | { readonly kind: 'wait'; readonly ms: number }
  | { readonly kind: 'end'; readonly session: number }
  /** With the token at this place in the row of the session's tokens. */
  | { readonly kind: 'refresh'; readonly session: number; readonly place: number };

/** A token by its place; or why there is none. */
export type Outcome = number | 'REUSED' | 'EXPIRED' | 'ENDED' | undefined;

export function step(model: Model, operation: Operation): readonly [Model, Outcome] {
  const { now, sessions } = model;
  if (operation.kind === 'wait') return [{ now: now + operation.ms, sessions }, undefined];
  if (operation.kind === 'open') {
    const opened = { current: 0, rotatedAt: -Infinity, idleUntil: now + IDLE_MS, endsAt: now + LONGEST_MS };
    return [{ now, sessions: [...sessions, { ...opened, isEnded: false }] }, 0];
  }
  const session = sessions[operation.session];
  if (session === undefined) return [model, undefined];
  const become = (changes: Partial<ModelSession>): Model => ({
    now,
    sessions: sessions.with(operation.session, { ...session, ...changes }),
  });
  const isEnd = operation.kind === 'end';
  if (session.isEnded) return [model, isEnd ? undefined : 'ENDED'];
  if (now >= session.idleUntil) return [model, isEnd ? undefined : 'EXPIRED'];
  if (isEnd) return [become({ isEnded: true }), undefined];
  if (operation.place === session.current) {
    const current = session.current + 1;
    const idleUntil = Math.min(now + IDLE_MS, session.endsAt);
    return [become({ current, rotatedAt: now, idleUntil }), current];
  }
  if (operation.place === session.current - 1 && now < session.rotatedAt + GRACE_MS) return [model, session.current];
  return [become({ isEnded: true }), 'REUSED'];
}
