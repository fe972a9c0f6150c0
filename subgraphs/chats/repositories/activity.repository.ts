/** That a chat was talked in. */
export interface ChatActivity {
  readonly chatId: string;
  readonly at: Date;
}

/** When chats were last talked in. */
export interface ActivityRepository {
  /** Chats that are unknown are passed over; what is older than what is known changes nothing. One statement. */
  record(activities: readonly ChatActivity[]): Promise<void>;
}
