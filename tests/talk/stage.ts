import { ask, register } from '../system/support/graphql-client.ts';
import type { Member, Topology } from '../system/support/topology.ts';
import { openMessageStore, type MessageStore } from './stored-messages.ts';

/** What is killed in the middle of a round. */
export const FAULTS = ['gateway', 'messages', 'Redis'] as const;
export type Fault = (typeof FAULTS)[number];

/** The processes under test with the people who talk. */
export interface Stage {
  readonly topology: Topology;
  readonly urls: readonly [string, string];
  readonly store: MessageStore;
  /** Access tokens. */
  readonly writers: readonly string[];
  readonly readers: readonly string[];
  /** Opens a chat and brings everybody in. @returns its id. */
  openChat(name: string): Promise<string>;
  /** Ends a process as a crash does, and starts it again. Over when it is back. */
  killAndRestart(fault: Fault): Promise<void>;
}

const WRITERS = 8;
const READERS = 3;

export async function openStage(topology: Topology): Promise<Stage> {
  const urls = [topology.gateways[0].url, topology.gateways[1].url] as const;
  const url = (n: number): string => urls[n % 2 === 0 ? 0 : 1];
  const signUp = (kind: string, count: number): Promise<readonly string[]> =>
    Promise.all(
      Array.from({ length: count }, async (_, n) => (await register(url(n), `${kind}${n}@example.com`)).token),
    );
  const [writers, readers] = [await signUp('writer', WRITERS), await signUp('reader', READERS)];
  const store = await openMessageStore(topology.databases.messages);

  const pods = new Map<Fault, readonly Member[]>([
    ['gateway', topology.gateways],
    ['messages', [topology.subgraphs.messages, topology.secondMessages]],
  ]);
  return {
    topology,
    urls,
    store,
    writers,
    readers,
    async openChat(name) {
      const [owner = '', ...others] = [...writers, ...readers];
      const create = `mutation ($input: CreateChatInput!) { createChat(input: $input) { ... on ChatCreated { chat { id } } } }`;
      const created = await ask(urls[0], {
        query: create,
        variables: { input: { name, joinPolicy: 'LINK' } },
        token: owner,
      });
      const chatId = (created.data as { createChat: { chat?: { id: string } } } | undefined)?.createChat.chat?.id;
      if (chatId === undefined) throw new Error(`no chat: ${JSON.stringify(created)}`);
      const join = 'mutation ($input: JoinChatInput!) { joinChat(input: $input) { __typename } }';
      const joined = await Promise.all(
        others.map((token, n) => ask(url(n), { query: join, variables: { input: { chatId } }, token })),
      );
      const refused = joined.find(({ data }) => !JSON.stringify(data ?? null).includes('"ChatJoined"'));
      if (refused !== undefined) throw new Error(`not joined: ${JSON.stringify(refused)}`);
      return chatId;
    },
    async killAndRestart(fault) {
      const [next, ...others] = pods.get(fault) ?? [];
      if (next === undefined) {
        await topology.redis.kill();
        await topology.redis.restart();
        return;
      }
      await next.kill();
      // The other pod is the next to be killed.
      pods.set(fault, [...others, await next.restart()]);
    },
  };
}
