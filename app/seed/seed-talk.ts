import { z } from 'zod';

import type { Act } from './actor.ts';
import type { Citizen, SeedTools } from './seed-world.ts';
import { CORRECTIONS, ROOMS, TAILS, type Room } from './talk.ts';

const CHATS = `query ($of: [_Any!]!) {
  _entities(representations: $of) { ... on User { chats(first: 100) { edges { node { id name } } } } }
}`;
const CREATE = `mutation ($input: CreateChatInput!) {
  createChat(input: $input) { ... on ChatCreated { chat { id } } }
}`;
const JOIN = 'mutation ($input: JoinChatInput!) { joinChat(input: $input) { __typename } }';
const LAST = 'query ($of: [_Any!]!) { _entities(representations: $of) { ... on Chat { lastSeq } } }';
const SEND =
  'mutation ($input: SendMessageInput!) { sendMessage(input: $input) { ... on MessageSent { message { id } } } }';
const EDIT = 'mutation ($input: EditMessageInput!) { editMessage(input: $input) { __typename } }';
const DELETE = 'mutation ($messageId: ID!) { deleteMessage(messageId: $messageId) { __typename } }';
const READ = 'mutation ($input: MarkReadInput!) { markRead(input: $input) { __typename } }';

const chat = z.object({ id: z.string(), name: z.string() });
const chats = z.object({
  _entities: z.tuple([z.object({ chats: z.object({ edges: z.array(z.object({ node: chat })) }) })]),
});
const created = z.object({ createChat: z.object({ chat: z.object({ id: z.string() }) }) });
const last = z.object({ _entities: z.tuple([z.object({ lastSeq: z.number() })]) });
const sent = z.object({ sendMessage: z.object({ message: z.object({ id: z.string() }).optional() }) });

/** When people talk, by the hour. */
const HOURS = [9, 13, 19];
/** One of so many messages is edited, or deleted, by whoever wrote it. */
const EDITED = 37;
const DELETED = 53;
/** How far behind members are, by turns; one has never looked. */
const BEHIND = [0, 2, 17, 0, 95, 1, undefined, 240];

/** A room that there is, and who talks in it. */
interface OpenRoom {
  readonly room: Room;
  readonly chatId: string;
  readonly members: readonly Citizen[];
}

/**
 * Rooms of some of the people each, who talk in them day after day about the same few things. A room in which all of
 * it was said is left as it has become. @returns how many messages there are in the rooms.
 */
export async function seedTalk({ act, goTo, talkDays }: SeedTools, citizens: readonly Citizen[]): Promise<number> {
  goTo(talkDays + 1, 8);
  const all = await Promise.all(ROOMS.map((room, index) => openRoom(act, room, membersOf(room, index, citizens))));
  const begun = all.filter((room) => room !== undefined);
  const lengths = await Promise.all(begun.map((room) => lengthOf(act, room)));
  const unfinished = begun.filter(({ room }, index) => (lengths[index] ?? 0) < talkDays * HOURS.length * room.pace);
  for (let day = 0; day < talkDays; day += 1) {
    for (const [turn, hour] of HOURS.entries()) {
      goTo(talkDays - day, hour);
      // The rooms at once; in a room one after the other, as people do.
      await Promise.all(unfinished.map((room) => talk(act, room, day * HOURS.length + turn)));
    }
  }
  goTo(0, new Date().getUTCHours());
  await Promise.all(unfinished.map((room) => read(act, room)));
  const told = await Promise.all(begun.map((room) => lengthOf(act, room)));
  return told.reduce((total, length) => total + length, 0);
}

function membersOf({ size }: Room, index: number, citizens: readonly Citizen[]): readonly Citizen[] {
  return Array.from({ length: Math.min(size, citizens.length) }, (_, place) => {
    const citizen = citizens[(index * 5 + place) % citizens.length];
    if (citizen === undefined) throw new Error('Nobody lives here.');
    return citizen;
  });
}

/** Finds the room among its owner's, or opens it and lets everybody in; undefined where nobody is to talk. */
async function openRoom(act: Act, room: Room, members: readonly Citizen[]): Promise<OpenRoom | undefined> {
  const [owner, ...others] = members;
  if (owner === undefined) return undefined;
  const of = [{ __typename: 'User', id: owner.viewer.id }];
  const { _entities: own } = await act(owner.viewer, {
    of: 'chats',
    document: CHATS,
    variables: { of },
    answer: chats,
  });
  const known = own[0].chats.edges.find(({ node }) => node.name === room.name);
  if (known !== undefined) return { room, chatId: known.node.id, members };
  const input = { name: room.name, description: room.description, joinPolicy: 'LINK' };
  const made = { of: 'chats', document: CREATE, variables: { input }, answer: created } as const;
  const chatId = (await act(owner.viewer, made)).createChat.chat.id;
  for (const { viewer } of others) {
    const joining = { of: 'chats', document: JOIN, variables: { input: { chatId } }, answer: z.unknown() } as const;
    await act(viewer, joining);
  }
  return { room, chatId, members };
}

async function lengthOf(act: Act, { chatId, members: [owner] }: OpenRoom): Promise<number> {
  if (owner === undefined) return 0;
  const of = [{ __typename: 'Chat', id: chatId }];
  const { _entities: found } = await act(owner.viewer, {
    of: 'messages',
    document: LAST,
    variables: { of },
    answer: last,
  });
  return found[0].lastSeq;
}

/** What is said at one hour, and what becomes of it. */
async function talk(act: Act, { room, chatId, members }: OpenRoom, hour: number): Promise<void> {
  for (let turn = hour * room.pace; turn < (hour + 1) * room.pace; turn += 1) {
    const author = members[(turn * 7 + Math.floor(turn / 5)) % members.length];
    if (author === undefined) continue;
    const text = textOf(room, turn);
    const input = { chatId, text, clientMessageId: `seed ${room.name} ${turn}` };
    const sending = { of: 'messages', document: SEND, variables: { input }, answer: sent } as const;
    const { message } = (await act(author.viewer, sending)).sendMessage;
    if (message === undefined) continue;
    if (turn % EDITED === EDITED - 1) {
      const edit = { messageId: message.id, text: `${text} ${CORRECTIONS[room.language]}` };
      await change(act, author, { document: EDIT, variables: { input: edit } });
    }
    if (turn % DELETED === DELETED - 1)
      await change(act, author, { document: DELETE, variables: { messageId: message.id } });
  }
}

function textOf({ sentences, language }: Room, turn: number): string {
  const sentence = sentences[(turn * 5 + Math.floor(turn / 11)) % sentences.length] ?? '';
  const tail = TAILS[language][turn % TAILS[language].length] ?? '';
  return `${sentence} ${tail}`.trim();
}

/** Everybody reads the room, some further than others. */
async function read(act: Act, open: OpenRoom): Promise<void> {
  const length = await lengthOf(act, open);
  for (const [index, member] of open.members.entries()) {
    const behind = BEHIND[(index * 3 + open.room.size) % BEHIND.length];
    const seq = behind === undefined ? 0 : length - behind;
    if (seq < 1) continue;
    await change(act, member, { document: READ, variables: { input: { chatId: open.chatId, seq } } });
  }
}

async function change(
  act: Act,
  { viewer }: Citizen,
  { document, variables }: { readonly document: string; readonly variables: object },
): Promise<void> {
  await act(viewer, { of: 'messages', document, variables, answer: z.unknown() });
}
