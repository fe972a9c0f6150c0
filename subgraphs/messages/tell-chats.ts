import type { SubgraphName } from '../../kernel/config/index.ts';
import { AppError } from '../../kernel/errors/index.ts';
import type { EventPayload } from '../../kernel/follow/index.ts';
import type { SubgraphCaller } from '../../kernel/transport/index.ts';

type ActiveChats = EventPayload<'ChatsActive'>['chats'];

/**
 * Tells chats when its chats were last talked in. Where chats does not run, there is nobody to tell.
 * @throws SUBGRAPH_UNAVAILABLE, DEADLINE_EXCEEDED
 */
export type TellChats = (chats: ActiveChats) => Promise<void>;

export interface TellingOptions {
  readonly peer: (name: SubgraphName) => SubgraphCaller | undefined;
  readonly newId: () => string;
}

const TIMEOUT_MS = 2_000;
const LARGEST_EVENT = 1_000;

export function createTellChats({ peer, newId }: TellingOptions): TellChats {
  let lastSeq = 0;
  const tell = async (chats: SubgraphCaller, active: ActiveChats): Promise<void> => {
    lastSeq = Math.max(lastSeq + 1, Date.now());
    const body = JSON.stringify({ name: 'ChatsActive', seq: lastSeq, payload: { chats: active } });
    const viewer = { kind: 'service', name: 'messages' } as const;
    const envelope = { viewer, contract: 'graphql', requestId: newId(), budgetMs: TIMEOUT_MS } as const;
    const { status } = await chats.call('/events', body, envelope);
    if (status !== 200) throw new AppError('SUBGRAPH_UNAVAILABLE', { cause: new Error(`chats answered ${status}`) });
  };
  return async (active) => {
    const chats = peer('chats');
    if (chats === undefined) return;
    for (let begin = 0; begin < active.length; begin += LARGEST_EVENT)
      await tell(chats, active.slice(begin, begin + LARGEST_EVENT));
  };
}
