export interface RevisedChat {
  readonly chatId: string;
  readonly revision: number;
}

/** Who may still be the author of messages. */
export interface AuthorRepository {
  /**
   * Refuses what an author sends from now on, also what is on its way, and takes their name from everything they wrote.
   * That comes about in parts, so that nobody waits for it; whoever was interrupted does it again, which goes on where
   * it stopped. Each part gives each of its chats a new revision, which none of the messages carries: whoever keeps
   * something of the chat by its revision sees that it is old, but the messages are not told of one by one.
   * `onRevised` hears of each part once it is committed.
   */
  forget(userId: string, onRevised: (chats: readonly RevisedChat[]) => void): Promise<void>;
}
