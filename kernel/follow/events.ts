import { z } from 'zod';

import type { SubgraphName } from '../config/index.ts';

interface EventDefinition {
  readonly owner: SubgraphName;
  readonly consumers: readonly SubgraphName[];
  readonly payload: z.ZodType;
}

/** Every fact that one subgraph tells another: who owns it, who follows it, what it says. */
export const EVENTS = {
  PaidAccessChanged: {
    owner: 'users',
    consumers: ['processing'],
    payload: z.strictObject({ userId: z.uuid(), paidAccess: z.boolean() }),
  },
  /** The account is gone for good; its id is never given again. */
  UserDeleted: {
    owner: 'users',
    consumers: ['friends', 'chats', 'messages'],
    payload: z.strictObject({ userId: z.uuid() }),
  },
  /** Each chat was talked in at that time; told again, also out of order, it changes nothing. */
  ChatsActive: {
    owner: 'messages',
    consumers: ['chats'],
    payload: z.strictObject({
      chats: z
        .array(z.strictObject({ chatId: z.uuid(), lastSeq: z.int().positive(), at: z.iso.datetime() }))
        .min(1)
        .max(1_000),
    }),
  },
} as const satisfies Record<string, EventDefinition>;

export type EventName = keyof typeof EVENTS;
export type EventPayload<N extends EventName> = z.output<(typeof EVENTS)[N]['payload']>;

export interface FollowedEvent<N extends EventName> {
  /** Grows with every event of the same owner; of two events about one subject the larger is the newer. */
  readonly seq: number;
  readonly payload: EventPayload<N>;
}

/** What a consumer does with each event it follows. Resolving means: applied, do not send it again. */
export type EventHandlers = { readonly [N in EventName]?: (event: FollowedEvent<N>) => Promise<void> };
