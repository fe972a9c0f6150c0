/** Who may still be the author of messages. */
export interface AuthorRepository {
  /**
   * Takes the name of an author from everything they wrote, and refuses what they send from now on, also what is on
   * its way. Doing it again changes nothing.
   */
  forget(userId: string): Promise<void>;
}
