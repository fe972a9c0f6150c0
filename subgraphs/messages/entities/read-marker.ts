/** How far a member of a chat has read. It only moves forward. */
export interface ReadMarker {
  readonly chatId: string;
  readonly userId: string;
  /** The number of the last message that was read. */
  readonly seq: number;
  /** The chat's number of this move: of two moves in a chat the later has the larger. */
  readonly version: number;
  readonly movedAt: Date;
}

/** A marker on its way forward, before its chat has given the move a number. */
export type MarkerMove = Omit<ReadMarker, 'version'>;
