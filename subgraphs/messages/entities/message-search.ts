import type { Message } from './message.entity.ts';

export const SEARCH_MATCHES = ['WORDS', 'PHRASE'] as const;
export const SEARCH_ORDERS = ['NEWEST', 'RANK'] as const;
export const SEARCH_STATUSES = ['WAITING', 'IN_PROCESS', 'SUCCESS', 'FAILED'] as const;

export type SearchMatch = (typeof SEARCH_MATCHES)[number];
export type SearchOrder = (typeof SEARCH_ORDERS)[number];
export type SearchStatus = (typeof SEARCH_STATUSES)[number];

/** What is looked for, and in which order it is wanted. */
export interface SearchQuestion {
  readonly text: string;
  readonly match: SearchMatch;
  readonly order: SearchOrder;
}

/** A search that is worked on as a task; its hits are kept for a while. */
export interface MessageSearch extends SearchQuestion {
  readonly id: string;
  readonly userId: string;
  readonly status: SearchStatus;
  /** Why it failed, fit for strangers. */
  readonly failure: string | null;
  /** How often it was begun. */
  readonly attempts: number;
  readonly createdAt: Date;
  readonly finishedAt: Date | null;
  /** When it is forgotten; null until it has ended. */
  readonly expiresAt: Date | null;
}

/** A message that was found, and how well it fits: the larger, the better. */
export interface SearchHit {
  readonly message: Message;
  readonly rank: number;
}
