export interface RevisedChat {
  readonly chatId: string;
  readonly revision: number;
}

/** Who may still be the author of messages. */
export interface AuthorRepository {
  /**
   * Takes the name of an author from everything they wrote, and refuses what they send from now on, also what is on
   * its way. Each chat they wrote in gets a new revision, which none of their messages carries: whoever keeps
   * something of the chat by its revision sees that it is old, but the messages are not told of one by one.
   * Doing it again changes nothing.
   */
  forget(userId: string): Promise<readonly RevisedChat[]>;
}
