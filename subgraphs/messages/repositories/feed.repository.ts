import type { Message } from '../entities/message.entity.ts';

/** The logs that a chat keeps: its messages by their number, and those that were changed by their latest revision. */
export type MessageLog = 'messages' | 'changes';

export interface LogRequest {
  readonly log: MessageLog;
  readonly chatId: string;
  /** Nothing but the end is read without it. */
  readonly after: number | undefined;
  readonly first: number;
}

/** As it was at one moment: where the log ends, and its entries after a number, oldest first. */
export interface LogPart {
  readonly end: number;
  readonly items: readonly Message[];
}

/**
 * Reads of all requests that arrived at once share one statement: a message that reaches many is looked for by many.
 * Each sees everything that was committed before it was asked for. Ids of any text are answered. Rights are the caller's affair.
 */
export interface FeedRepository {
  read(request: LogRequest): Promise<LogPart>;
}
