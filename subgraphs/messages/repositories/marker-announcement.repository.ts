/** How far the moves in a chat have gone. */
export interface MarkerVersion {
  readonly chatId: string;
  readonly version: number;
}

/** Which moves of markers have been announced, over all processes. */
export interface MarkerAnnouncementRepository {
  /** Chats whose last move was not; not necessarily all of them. */
  unannounced(): Promise<readonly MarkerVersion[]>;
  /** With one statement, however many they are. */
  markAnnounced(versions: readonly MarkerVersion[]): Promise<void>;
}
