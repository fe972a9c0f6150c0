import DataLoader from 'dataloader';
import { v7 as uuidv7 } from 'uuid';
import { z } from 'zod';

import type { SubgraphName } from '../config/index.ts';
import { AppError } from '../errors/index.ts';
import { readReply, type SubgraphCaller } from '../transport/index.ts';

/** The fields of a key, such as `{ chat: { id } }`. */
export type EntityKey = Readonly<Record<string, unknown>>;

/** A question about one entity of another subgraph. */
export interface Question<T> {
  readonly owner: SubgraphName;
  readonly type: string;
  /** Its id, or the fields of another key of the type. */
  readonly id: string | EntityKey;
  /** A selection of scalar fields, such as `id paidAccess`. */
  readonly fields: string;
  readonly answer: z.ZodType<T>;
}

/**
 * Asks the owner of a fact for it, now, over the same transport as the gateway; for authorisation and
 * existence. Questions of one turn of the event loop travel together.
 */
export interface Ask {
  /**
   * @returns undefined where the owner knows no such entity.
   * @throws SUBGRAPH_UNAVAILABLE, DEADLINE_EXCEEDED
   */
  about<T>(question: Question<T>): Promise<T | undefined>;
}

export interface AskOptions {
  readonly self: SubgraphName;
  readonly peer: (name: SubgraphName) => SubgraphCaller | undefined;
  readonly timeoutMs: number;
}

/** Questions on one topic travel together. */
type Topic = Pick<Question<unknown>, 'owner' | 'type' | 'fields'>;

const LARGEST_BATCH = 500;

/** Requests that arrived at once are read one after the other, each in a step of its own; this is after the last. */
const whenAllIsRead = (send: () => void): void => {
  setImmediate(send);
};

const replySchema = z.object({ data: z.object({ _entities: z.array(z.unknown()) }), errors: z.undefined().optional() });

export function createAsk({ self, peer, timeoutMs }: AskOptions): Ask {
  const loaders = new Map<string, DataLoader<string | EntityKey, unknown>>();

  const load = async (
    { owner, type, fields }: Topic,
    ids: readonly (string | EntityKey)[],
  ): Promise<readonly unknown[]> => {
    const caller = peer(owner);
    if (caller === undefined) throw new AppError('SUBGRAPH_UNAVAILABLE', { cause: new Error(`${owner} does not run`) });
    const query = `query Ask($representations: [_Any!]!) { _entities(representations: $representations) { ... on ${type} { ${fields} } } }`;
    const variables = {
      representations: ids.map((id) => ({ __typename: type, ...(typeof id === 'string' ? { id } : id) })),
    };
    const envelope = {
      viewer: { kind: 'service', name: self },
      contract: 'graphql',
      requestId: uuidv7(),
      budgetMs: timeoutMs,
    } as const;
    const reply = await caller.call('/graphql', JSON.stringify({ query, variables }), envelope);
    return readReply(reply, replySchema).data._entities;
  };

  const loaderFor = (topic: Topic): DataLoader<string | EntityKey, unknown> => {
    const key = `${topic.owner} ${topic.type} ${topic.fields}`;
    const known = loaders.get(key);
    if (known !== undefined) return known;
    const loader = new DataLoader<string | EntityKey, unknown>((ids) => load(topic, ids), {
      cache: false,
      maxBatchSize: LARGEST_BATCH,
      batchScheduleFn: whenAllIsRead,
    });
    loaders.set(key, loader);
    return loader;
  };

  return {
    async about({ owner, type, id, fields, answer }) {
      const found = await loaderFor({ owner, type, fields }).load(id);
      if (found === null) return undefined;
      const result = answer.safeParse(found);
      if (!result.success) throw new AppError('SUBGRAPH_UNAVAILABLE', { cause: result.error });
      return result.data;
    },
  };
}
