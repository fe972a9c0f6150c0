import { readFileSync } from 'node:fs';

import { afterAll, beforeAll, describe } from 'vitest';

import { openChats, type OpenChats, type Person } from '../../subgraphs/chats/chats.suite.ts';
import type { AccessTable } from './access-table.ts';
import { PAGES, PROBLEMS, someCallers } from './callers.ts';
import { describeAccess } from './describe-access.ts';

interface World {
  readonly owner: Person;
  person(): Person;
  /** Opens a chat of the owner, who has a name there. */
  chat(): Promise<string>;
  /** One that only those come into who are added. */
  closedChat(): Promise<string>;
  /** Adds somebody. */
  member(chatId: string): Promise<Person>;
}

const SIGNED_IN = 'UNAUTHENTICATED ChatCreated ChatCreated ChatCreated ChatCreated UNAUTHENTICATED';
/** A chat is its members' affair, administrators included; our own subgraphs ask about it. */
const MEMBERS = 'null null value null null value';
const OUR_SUBGRAPHS = 'UNAUTHENTICATED FORBIDDEN FORBIDDEN FORBIDDEN FORBIDDEN value';
const membersOnly = (answer: string) =>
  `UNAUTHENTICATED ChatNotFound ${answer} ChatNotFound ChatNotFound UNAUTHENTICATED`;

const TABLE: AccessTable<World> = {
  roots: {
    'Query.chat': ['UNAUTHENTICATED null value null null UNAUTHENTICATED', async ({ chat }) => ({ id: await chat() })],
    'Subscription.chatUpdated': [
      'BAD_REQUEST BAD_REQUEST BAD_REQUEST BAD_REQUEST BAD_REQUEST BAD_REQUEST',
      async ({ chat }) => ({ chatId: await chat() }),
    ],
    'Mutation.createChat': [SIGNED_IN, () => Promise.resolve({ input: { name: 'tea' } })],
    'Mutation.updateChat': [
      membersOnly('ChatUpdated'),
      async ({ chat }) => ({ input: { chatId: await chat(), name: 'cake' } }),
    ],
    'Mutation.addMember': [
      membersOnly('MemberAdded'),
      async ({ chat, person }) => ({ input: { chatId: await chat(), userId: person().id } }),
    ],
    'Mutation.removeMember': [
      membersOnly('MemberRemoved'),
      async ({ chat, member }) => {
        const chatId = await chat();
        return { input: { chatId, userId: (await member(chatId)).id } };
      },
    ],
    'Mutation.changeMemberRole': [
      membersOnly('MemberRoleChanged'),
      async ({ chat, member }) => {
        const chatId = await chat();
        return { input: { chatId, userId: (await member(chatId)).id, role: 'ADMIN' } };
      },
    ],
    'Mutation.joinChat': [
      membersOnly('ChatJoined'),
      async ({ closedChat }) => ({ input: { chatId: await closedChat() } }),
    ],
    'Mutation.leaveChat': [membersOnly('ChatLeft'), async ({ chat }) => ({ chatId: await chat() })],
    'Mutation.setMyDisplayName': [
      membersOnly('DisplayNameSet'),
      async ({ chat }) => ({ input: { chatId: await chat(), displayName: 'Me' } }),
    ],
  },
  entities: {
    Chat: {
      key: async ({ chat }) => ({ id: await chat() }),
      fields: {
        id: MEMBERS,
        name: MEMBERS,
        description: MEMBERS,
        joinPolicy: MEMBERS,
        version: MEMBERS,
        memberCount: MEMBERS,
        createdAt: MEMBERS,
        updatedAt: MEMBERS,
        lastActivityAt: MEMBERS,
        members: MEMBERS,
        myMembership: 'null null value null null null',
      },
    },
    Membership: {
      key: async ({ chat, owner }) => ({ chat: { id: await chat() }, user: { id: owner.id } }),
      fields: {
        id: MEMBERS,
        role: MEMBERS,
        displayName: MEMBERS,
        createdAt: MEMBERS,
        chat: MEMBERS,
        user: MEMBERS,
      },
    },
    ChatScope: {
      key: ({ owner }) => Promise.resolve({ userId: owner.id }),
      fields: { userId: OUR_SUBGRAPHS, chatIds: OUR_SUBGRAPHS },
    },
    User: {
      key: ({ owner }) => Promise.resolve({ id: owner.id }),
      fields: {
        id: 'value value value value value value',
        chats: 'UNAUTHENTICATED FORBIDDEN value FORBIDDEN FORBIDDEN UNAUTHENTICATED',
      },
    },
  },
  carried: {
    ...PAGES,
    ...PROBLEMS,
    ChatConnection: 'edges pageInfo',
    ChatEdge: 'cursor node',
    MembershipConnection: 'edges pageInfo',
    MembershipEdge: 'cursor node',
    ChatCreated: 'chat',
    ChatUpdated: 'chat',
    InvalidChat: 'problems',
    MemberAdded: 'membership alreadyMember',
    ChatJoined: 'membership alreadyMember',
    MemberRemoved: 'chatId user',
    MemberRoleChanged: 'membership',
    ChatLeft: 'chatId',
    DisplayNameSet: 'membership',
    InvalidMembership: 'problems',
    ChatNotFound: 'chatId',
    ChatRoleTooLow: 'role',
    MemberNotFound: 'chatId userId',
    LastOwner: 'membership',
    ChatFull: 'chatId mostMembers',
    UserCannotBeAdded: 'userId',
  },
};

describe('who may do what in chats', () => {
  let chats: OpenChats;
  let owner: Person;
  beforeAll(async () => {
    chats = await openChats();
    owner = chats.person();
  });
  afterAll(() => chats.close());

  const open = async (joinPolicy: string): Promise<string> => {
    const { chat } = await chats.does(owner, 'create', { name: 'tea', joinPolicy, displayName: 'O' });
    return chat?.id ?? '';
  };
  const world = (): World => ({
    owner,
    person: () => chats.person(),
    chat: () => open('LINK'),
    closedChat: () => open('INVITE'),
    async member(chatId) {
      const member = chats.person();
      await chats.does(owner, 'add', { chatId, userId: member.id });
      return member;
    },
  });

  describeAccess({
    sdl: readFileSync(new URL('../../schema/chats.graphql', import.meta.url), 'utf8'),
    table: TABLE,
    stage: () => ({ subgraph: chats.subgraph, world: world(), viewers: someCallers(owner) }),
  });
});
