import type { ChatVersion } from './chat.repository.ts';

/** How far the changes of each chat have been announced. */
export interface AnnouncementRepository {
  /** Chats whose present version has not been, as many at most. */
  unannounced(limit: number): Promise<readonly ChatVersion[]>;
  /** Up to these versions they have been. Each chat is named once; an older version changes nothing. */
  markAnnounced(versions: readonly ChatVersion[]): Promise<void>;
}
