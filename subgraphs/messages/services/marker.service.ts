import { requireUser } from '../../../kernel/auth/index.ts';
import { problemIf, type FieldProblem } from '../../../kernel/errors/index.ts';
import type { Page, PageRequest } from '../../../kernel/pagination/index.ts';
import type { ReadMarker } from '../entities/read-marker.ts';
import type { MarkerKey, MarkerRepository } from '../repositories/marker.repository.ts';
import { feedAtEnd, requireReached, type Feed, type FeedRequest } from './feed-rules.ts';
import type { MessagesDependencies } from './messages.dependencies.ts';

export interface MarkReadRequest {
  readonly chatId: string;
  readonly seq: number;
}

export type MarkReadOutcome =
  | { readonly kind: 'marked_read'; readonly marker: ReadMarker; readonly moved: boolean }
  | { readonly kind: 'chat_not_found'; readonly chatId: string }
  | { readonly kind: 'invalid_marker'; readonly problems: readonly FieldProblem[] };

/** Tells whoever follows a chat that a marker moved. It is told in the end, also where that fails at first. */
export type TellMarkerMoved = (chatId: string, version: number) => void;

export interface MarkerDependencies extends Pick<MessagesDependencies, 'viewer' | 'membershipOf' | 'now'> {
  readonly markers: MarkerRepository;
  readonly tellMoved: TellMarkerMoved;
}

/** How far members have read, as one viewer may know it: of the chats that the viewer is in. */
export class MarkerService {
  readonly #deps: MarkerDependencies;

  constructor(deps: MarkerDependencies) {
    this.#deps = deps;
  }

  /** For members. Says that the viewer has read up to a message; a smaller number than before changes nothing. */
  async markRead({ chatId, seq }: MarkReadRequest): Promise<MarkReadOutcome> {
    const { id: userId } = requireUser(this.#deps.viewer);
    const chat = await this.#chatOf(chatId);
    if (chat === undefined) return { kind: 'chat_not_found', chatId };
    const problems = problemIf(seq < 1, 'seq', 'Messages are numbered from 1.');
    if (problems.length > 0) return { kind: 'invalid_marker', problems };
    const outcome = await this.#deps.markers.move({ chatId: chat, userId, seq, movedAt: this.#deps.now() });
    if (outcome.kind === 'seq_out_of_range') {
      return { kind: 'invalid_marker', problems: problemIf(true, 'seq', lastMessageIs(outcome.lastSeq)) };
    }
    const { kind, marker } = outcome;
    if (kind === 'moved') this.#deps.tellMoved(chat, marker.version);
    return { kind: 'marked_read', marker, moved: kind === 'moved' };
  }

  /** Null for a chat that the viewer is not in. @throws UNAUTHENTICATED */
  async ofChat(chatId: string, page: PageRequest<MarkerKey>): Promise<Page<ReadMarker> | null> {
    const chat = await this.#chatOf(chatId);
    return chat === undefined ? null : await this.#deps.markers.ofChat(chat, page);
  }

  /** The viewer's own; null also before there is one. @throws UNAUTHENTICATED */
  async mine(chatId: string): Promise<ReadMarker | null> {
    const { id: userId } = requireUser(this.#deps.viewer);
    const chat = await this.#chatOf(chatId);
    return chat === undefined ? null : ((await this.#deps.markers.of(chat, userId)) ?? null);
  }

  /** How many messages of others the viewer has not read; null for a chat that the viewer is not in. @throws UNAUTHENTICATED */
  async countUnread(chatId: string): Promise<number | null> {
    const { id: userId } = requireUser(this.#deps.viewer);
    const chat = await this.#chatOf(chatId);
    return chat === undefined ? null : await this.#deps.markers.countUnread(chat, userId);
  }

  /**
   * The moves after one, oldest first, each marker at its last; null for a chat that the viewer is not in.
   * @throws UNAUTHENTICATED; BAD_USER_INPUT for a version that the chat has not reached.
   */
  async feed(chatId: string, { after, first }: FeedRequest): Promise<Feed<ReadMarker> | null> {
    const chat = await this.#chatOf(chatId);
    if (chat === undefined) return null;
    const size = after === undefined ? 0 : first;
    const { items, hasNextPage, lastVersion } = await this.#deps.markers.log({
      chatId: chat,
      after: after ?? 0,
      first: size,
    });
    if (after === undefined) return feedAtEnd(lastVersion);
    requireReached(after, lastVersion);
    return { items, hasNextPage, cursor: hasNextPage ? (items.at(-1)?.version ?? after) : lastVersion };
  }

  async #chatOf(chatId: string): Promise<string | undefined> {
    const { id } = requireUser(this.#deps.viewer);
    return (await this.#deps.membershipOf(id, chatId))?.chatId;
  }
}

function lastMessageIs(seq: number): string {
  return seq === 0 ? 'Nothing was said in this chat yet.' : `The last message has the number ${seq}.`;
}
