import type { Page, PageRequest } from '../../../kernel/pagination/index.ts';
import type { MarkerMove, ReadMarker } from '../entities/read-marker.ts';

/** The place of a marker in the list of its chat's, which is in the order of the users' ids. */
export interface MarkerKey {
  readonly userId: string;
}

/** What became of a move. `seq_out_of_range`: the chat has no message of that number. */
export type MovedMarker =
  | { readonly kind: 'moved' | 'unmoved'; readonly marker: ReadMarker }
  | { readonly kind: 'seq_out_of_range'; readonly lastSeq: number };

/** A part of the log of moves, in which each marker is once, at its last. */
export interface MarkerLogPart {
  /** By version. */
  readonly items: readonly ReadMarker[];
  readonly hasNextPage: boolean;
  /** The version of the chat's last move; 0 where there was none. */
  readonly lastVersion: number;
}

export interface MarkerLogRequest {
  readonly chatId: string;
  readonly after: number;
  readonly first: number;
}

/**
 * How far users have read. Reads of one turn of the event loop travel together: their number of statements does not
 * grow with the chats. Ids of any text are answered. Rights are the caller's affair.
 */
export interface MarkerRepository {
  of(chatId: string, userId: string): Promise<ReadMarker | undefined>;
  ofChat(chatId: string, page: PageRequest<MarkerKey>): Promise<Page<ReadMarker>>;
  /** How many messages of others come after the user's marker and are not deleted. */
  countUnread(chatId: string, userId: string): Promise<number>;
  /** What is in it was there at one moment; nothing is ever seen before what has a smaller version. */
  log(request: MarkerLogRequest): Promise<MarkerLogPart>;
  /**
   * Moves a marker forward under the next version of its chat; one that is there or further stays as it is.
   * @throws UNAUTHENTICATED where the user's account is gone.
   */
  move(move: MarkerMove): Promise<MovedMarker>;
  /** Removes the markers of an account that is gone. Doing it again changes nothing. */
  forget(userId: string): Promise<void>;
}
