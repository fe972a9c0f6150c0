import { createClient, type Client, type ClientOptions, type FormattedExecutionResult } from 'graphql-ws';
import { v7 as uuidv7 } from 'uuid';
import { expect, vi } from 'vitest';
import { WebSocket } from 'ws';

import { openTestGateway, type TestGateway } from '../gateway/open-test-gateway.ts';

/** Somebody with an account, as the tests know them. */
export interface Guest {
  readonly id: string;
  readonly token: string;
}

/** A gateway that listens, with people who can talk. */
export interface Room {
  readonly gateway: TestGateway;
  readonly url: string;
  readonly socketUrl: string;
  guest(name: string): Promise<Guest>;
  /** A new chat, with all of them in it; the first is its owner. */
  chat(owner: Guest, ...others: readonly Guest[]): Promise<string>;
  say(guest: Guest, chatId: string, text: string): Promise<{ readonly id: string; readonly seq: number }>;
  /** Runs a document; fails with whatever errors come back. */
  run(guest: Guest, document: string, variables?: object): Promise<Record<string, unknown>>;
  close(): Promise<void>;
}

/** How long a condition may take on a busy machine. */
export const PATIENT = { timeout: 10_000, interval: 10 } as const;

export async function openRoom(env: Readonly<Record<string, string>> = {}): Promise<Room> {
  const gateway = await openTestGateway(env);
  const url = await gateway.listen();
  const run: Room['run'] = async ({ token }, document, variables = {}) => {
    const answer = await gateway.graphql(document, { headers: bearer(token), variables });
    const { data, errors } = answer.json<{ data: Record<string, unknown>; errors?: unknown }>();
    expect(errors).toBeUndefined();
    return data;
  };
  return {
    gateway,
    url,
    socketUrl: `${url.replace('http', 'ws')}/graphql`,
    run,
    async guest(name) {
      const token = await gateway.register(`${name}-${uuidv7()}@example.com`);
      const [, claims = ''] = token.split('.');
      return { id: (JSON.parse(Buffer.from(claims, 'base64url').toString()) as { sub: string }).sub, token };
    },
    async chat(owner, ...others) {
      const { createChat } = (await run(
        owner,
        'mutation { createChat(input: { name: "tea", joinPolicy: LINK }) { ... on ChatCreated { chat { id } } } }',
      )) as { createChat: { chat: { id: string } } };
      for (const guest of others)
        await run(guest, 'mutation ($id: ID!) { joinChat(input: { chatId: $id }) { __typename } }', {
          id: createChat.chat.id,
        });
      return createChat.chat.id;
    },
    async say(guest, chatId, text) {
      const { sendMessage } = (await run(
        guest,
        'mutation ($input: SendMessageInput!) { sendMessage(input: $input) { ... on MessageSent { message { id seq } } } }',
        { input: { chatId, text, clientMessageId: uuidv7() } },
      )) as { sendMessage: { message: { id: string; seq: number } } };
      return sendMessage.message;
    },
    close: () => gateway.close(),
  };
}

export function bearer(token: string): { readonly authorization: string } {
  return { authorization: `Bearer ${token}` };
}

/** The protocol's own client, as it is. */
export function clientOf(room: Room, token: string | undefined, options: Partial<ClientOptions> = {}): Client {
  return createClient({
    url: room.socketUrl,
    webSocketImpl: WebSocket,
    ...(token === undefined ? {} : { connectionParams: bearer(token) }),
    ...options,
  });
}

/** What a subscription tells, as it comes. */
export interface Heard {
  readonly events: readonly FormattedExecutionResult<Record<string, unknown>, unknown>[];
  /** What ended it, if anything did. */
  readonly ending: () => unknown;
  stop(): void;
}

export function listenTo(client: Client, query: string, variables: Record<string, unknown> = {}): Heard {
  const events: FormattedExecutionResult<Record<string, unknown>, unknown>[] = [];
  let ending: unknown;
  const stop = client.subscribe(
    { query, variables },
    {
      next: (event) => events.push(event),
      error: (error) => {
        ending = error;
      },
      complete: () => {
        ending = 'completed';
      },
    },
  );
  return { events, ending: () => ending, stop };
}

/** A subscription is not acknowledged; the gateway counts those that are open. */
export async function untilStreams(room: Room, field: string, count: number): Promise<void> {
  await vi.waitFor(async () => {
    const shown = await room.gateway.metrics();
    expect(new RegExp(`^stoa_live_streams\\{field="${field}"\\} (\\d+)$`, 'm').exec(shown)?.[1]).toBe(String(count));
  }, PATIENT);
}
