import { z } from 'zod';

import type { Act } from './actor.ts';
import type { Citizen, SeedTools } from './seed-world.ts';
import { ROOMS, type Room } from './talk.ts';

const CHATS = `query ($of: [_Any!]!) {
  _entities(representations: $of) { ... on User { chats(first: 100) { edges { node { id name } } } } }
}`;
const CREATE = `mutation ($input: CreateChatInput!) {
  createChat(input: $input) { ... on ChatCreated { chat { id } } }
}`;
const SEND =
  'mutation ($input: SendMessageInput!) { sendMessage(input: $input) { ... on MessageSent { message { id } } } }';

const chat = z.object({ id: z.string(), name: z.string() });
const chats = z.object({
  _entities: z.tuple([z.object({ chats: z.object({ edges: z.array(z.object({ node: chat })) }) })]),
});
const sent = z.object({ sendMessage: z.object({ message: z.unknown() }) });
const created = z.object({ createChat: z.object({ chat: z.object({ id: z.string() }) }) });

/** How often each of a room's sentences is said. */
const ROUNDS = 10;

/** Rooms of the first people of the world, who talk in them about the same things again and again. */
export async function seedTalk({ act, goTo }: SeedTools, citizens: readonly Citizen[]): Promise<number> {
  let count = 0;
  for (const [index, room] of ROOMS.entries()) {
    const owner = citizens[index * 4];
    if (owner === undefined) continue;
    goTo(40, 10 + index);
    const chatId = await chatOf(act, owner, room);
    for (let turn = 0; turn < ROUNDS * room.sentences.length; turn += 1) {
      goTo(40 - Math.floor(turn / room.sentences.length) * 4, 10 + (turn % room.sentences.length));
      const input = {
        chatId,
        text: room.sentences[turn % room.sentences.length],
        clientMessageId: `seed ${room.name} ${turn}`,
      };
      const question = { of: 'messages', document: SEND, variables: { input }, answer: sent } as const;
      if ((await act(owner.viewer, question)).sendMessage.message !== undefined) count += 1;
    }
  }
  return count;
}

async function chatOf(act: Act, owner: Citizen, { name }: Room): Promise<string> {
  const of = [{ __typename: 'User', id: owner.viewer.id }];
  const { _entities: own } = await act(owner.viewer, {
    of: 'chats',
    document: CHATS,
    variables: { of },
    answer: chats,
  });
  const known = own[0].chats.edges.find(({ node }) => node.name === name);
  if (known !== undefined) return known.node.id;
  const made = { of: 'chats', document: CREATE, variables: { input: { name } }, answer: created } as const;
  return (await act(owner.viewer, made)).createChat.chat.id;
}
