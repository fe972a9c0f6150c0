import type { Viewer } from '../../../kernel/auth/index.ts';

/** A user's place in a chat, as chats tells it. */
export interface Membership {
  /** The chat's id, as its owner writes it. */
  readonly chatId: string;
  readonly membershipId: string;
  readonly role: string;
}

/**
 * A user's membership of a chat, now; undefined where there is no such chat or the user is not in it. Ids of any text
 * are answered. Questions of one turn travel together, and a request asks about a chat once.
 * @throws SUBGRAPH_UNAVAILABLE, DEADLINE_EXCEEDED where chats cannot be asked.
 */
export type MembershipOf = (userId: string, chatId: string) => Promise<Membership | undefined>;

/** What all services of one request stand on. */
export interface MessagesDependencies {
  readonly viewer: Viewer;
  readonly membershipOf: MembershipOf;
  readonly now: () => Date;
  readonly newId: () => string;
}

/** Whether the viewer may read a chat: its members, and our own subgraphs. */
export async function mayReadChat(
  { viewer, membershipOf }: Pick<MessagesDependencies, 'viewer' | 'membershipOf'>,
  chatId: string,
): Promise<boolean> {
  if (viewer.kind === 'user') return (await membershipOf(viewer.id, chatId)) !== undefined;
  return viewer.kind === 'service';
}
