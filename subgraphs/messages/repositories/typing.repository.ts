/** Whoever says that they type is taken to type for so long, unless they say it again. */
export const TYPING_MS = 6_000;
/** Saying it again sooner than this changes nothing. */
export const TYPING_REFRESH_MS = 2_000;

export interface TypingNote {
  readonly chatId: string;
  readonly userId: string;
  readonly isTyping: boolean;
}

/**
 * Who types where at this moment; nothing of it is kept. It never rejects: where its store is away nobody types, and
 * what is noted is lost.
 */
export interface TypingBoard {
  /**
   * @returns when what is there now ends by itself, in milliseconds since 1970, if anything changed that others see;
   * undefined otherwise.
   */
  note(note: TypingNote): Promise<number | undefined>;
  /** The ids of those who type in a chat, at most 100 of them. */
  of(chatId: string): Promise<readonly string[]>;
  close(): Promise<void>;
}

export const MOST_SHOWN_TYPING = 100;
