/** How far a chat has come; all zero where nothing was ever said in it. */
export interface ChatCounter {
  /** The number of its newest message. */
  readonly lastSeq: number;
  /** The number of the newest edit or deletion of one of its messages, or of a departure of an author. */
  readonly lastRevision: number;
}

/** Reads of one turn share one statement. Ids of any text are answered. */
export interface ChatCounterRepository {
  of(chatId: string): Promise<ChatCounter>;
}
