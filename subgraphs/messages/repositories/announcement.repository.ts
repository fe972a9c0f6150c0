/** What a chat has come to, and how much of it others have been told. */
export interface ChatBehind {
  readonly chatId: string;
  readonly lastSeq: number;
  readonly lastRevision: number;
  /** When its newest message was sent. */
  readonly lastSentAt: Date;
  /** Whether the gateways may not have heard of it. */
  readonly isUnsignalled: boolean;
  /** Whether chats may not have heard of its newest message. */
  readonly isUntold: boolean;
}

/** How far others have been told of a chat; what is left out stays as it was. */
export interface ChatTold {
  readonly chatId: string;
  /** The message and the revision up to which the gateways were. */
  readonly signalledSeq?: number;
  readonly signalledRevision?: number;
  /** The message up to which chats was. */
  readonly toldSeq?: number;
}

export interface AnnouncementRepository {
  /** Chats of which not everything has been told, by their ids, after one of them. */
  behind(after: string, limit: number): Promise<readonly ChatBehind[]>;
  /** Remembers what was told; what is remembered already and reaches further stays. */
  mark(told: readonly ChatTold[]): Promise<void>;
}
