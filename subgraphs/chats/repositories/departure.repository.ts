import type { ChatVersion } from './chat.repository.ts';

/** The end of whoever's account is gone. */
export interface DepartureRepository {
  /**
   * Takes a user out of all chats, and lets them into none from now on, also where that is on its way. A chat that
   * loses its last owner passes to the member who has been there longest; one that loses its last member stays empty.
   * Doing it again changes nothing.
   * @returns the chats that it changed.
   */
  depart(userId: string, now: Date): Promise<readonly ChatVersion[]>;
}
