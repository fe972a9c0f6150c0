import type { Message } from './message.entity.ts';

/** A change of a message that its chat numbers. */
export type Revision =
  { readonly kind: 'edit'; readonly text: string; readonly at: Date } | { readonly kind: 'delete'; readonly at: Date };

export interface EditRequest {
  readonly editorId: string;
  readonly text: string;
  readonly now: Date;
  /** For how long a message can be edited; 0 is for ever. */
  readonly editMinutes: number;
}

export type EditDecision =
  | Extract<Revision, { kind: 'edit' }>
  | { readonly kind: 'unchanged' }
  | { readonly kind: 'not_theirs' }
  | { readonly kind: 'deleted' }
  | { readonly kind: 'window_closed'; readonly closedAt: Date };

const MINUTE_MS = 60_000;

/** Whether a message may be edited so. What it says already may be said again at any time: then nothing changes. */
export function decideEdit(message: Message, { editorId, text, now, editMinutes }: EditRequest): EditDecision {
  if (message.authorId !== editorId) return { kind: 'not_theirs' };
  if (message.deletedAt instanceof Date) return { kind: 'deleted' };
  if (message.text === text) return { kind: 'unchanged' };
  const closedAt = new Date(message.createdAt.getTime() + editMinutes * MINUTE_MS);
  if (editMinutes > 0 && now > closedAt) return { kind: 'window_closed', closedAt };
  return { kind: 'edit', text, at: now };
}

export type DeletionDecision =
  Extract<Revision, { kind: 'delete' }> | { readonly kind: 'unchanged' } | { readonly kind: 'not_theirs' };

const MODERATORS: readonly string[] = ['OWNER', 'ADMIN'];

/** Whether a member may delete a message: its author, and whoever keeps order in the chat. */
export function decideDeletion(
  message: Message,
  { deleterId, role, now }: { readonly deleterId: string; readonly role: string; readonly now: Date },
): DeletionDecision {
  if (message.authorId !== deleterId && !MODERATORS.includes(role)) return { kind: 'not_theirs' };
  if (message.deletedAt instanceof Date) return { kind: 'unchanged' };
  return { kind: 'delete', at: now };
}
