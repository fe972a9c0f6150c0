import { AbstractSqlConnection } from '@mikro-orm/sql';
import { v7 as uuidv7 } from 'uuid';
import { vi } from 'vitest';

import type { Viewer } from '../../kernel/auth/index.ts';
import type { SignalBus } from '../../kernel/signals/index.ts';
import { freshDatabase } from '../../tests/support/index.ts';
import { openTestSubgraph, type TestReply, type TestSubgraph } from '../../tests/support/open-test-subgraph.ts';
import { friends } from '../friends/module.ts';
import { openUserDirectory } from '../friends/user-directory.suite.ts';
import { chats } from './module.ts';

export type Person = Viewer & { readonly kind: 'user' };

export interface ShownMembership {
  readonly id: string;
  readonly role: string;
  readonly displayName: string | null;
  readonly user: { readonly id: string };
}

export interface ShownChat {
  readonly id: string;
  readonly name: string;
  readonly description: string;
  readonly joinPolicy: string;
  readonly version: number;
  readonly memberCount: number;
  readonly createdAt: string;
  readonly updatedAt: string;
  readonly lastActivityAt: string;
  readonly myMembership: ShownMembership | null;
  readonly members: { readonly edges: readonly { readonly node: ShownMembership }[] };
}

/** What a mutation answered: the fields of whichever member of its union. */
export interface Answer {
  readonly __typename: string;
  readonly chat?: ShownChat;
  readonly membership?: ShownMembership;
  readonly alreadyMember?: boolean;
  readonly role?: string;
  readonly problems?: readonly { readonly field: string; readonly message: string }[];
}

const MEMBERSHIP = 'id role displayName user { id }';
export const CHAT = `id name description joinPolicy version memberCount createdAt updatedAt lastActivityAt
  myMembership { ${MEMBERSHIP} } members(first: 100) { edges { node { ${MEMBERSHIP} } } }`;
const REFUSALS = '... on ChatNotFound { chatId }';
const ROLE_TOO_LOW = '... on ChatRoleTooLow { role }';
const PROBLEMS = 'problems { field message }';
const OTHER = `${REFUSALS} ${ROLE_TOO_LOW} ... on MemberNotFound { chatId userId }
  ... on LastOwner { membership { ${MEMBERSHIP} } }`;

/** The mutations by what they do; each shows everything that it may answer. */
const MUTATIONS = {
  create: mutation('createChat', 'CreateChatInput', [
    `... on ChatCreated { chat { ${CHAT} } } ... on InvalidChat { ${PROBLEMS} }`,
  ]),
  update: mutation('updateChat', 'UpdateChatInput', [
    `... on ChatUpdated { chat { ${CHAT} } } ... on InvalidChat { ${PROBLEMS} } ${REFUSALS} ${ROLE_TOO_LOW}`,
  ]),
  add: mutation('addMember', 'AddMemberInput', [
    `... on MemberAdded { membership { ${MEMBERSHIP} } alreadyMember } ... on UserCannotBeAdded { userId }`,
    `... on ChatFull { chatId mostMembers } ... on InvalidMembership { ${PROBLEMS} } ${REFUSALS} ${ROLE_TOO_LOW}`,
  ]),
  join: mutation('joinChat', 'JoinChatInput', [
    `... on ChatJoined { membership { ${MEMBERSHIP} } alreadyMember } ... on ChatFull { chatId mostMembers }`,
    `... on InvalidMembership { ${PROBLEMS} } ${REFUSALS}`,
  ]),
  remove: mutation('removeMember', 'RemoveMemberInput', ['... on MemberRemoved { chatId user { id } }', OTHER]),
  role: mutation('changeMemberRole', 'ChangeMemberRoleInput', [
    `... on MemberRoleChanged { membership { ${MEMBERSHIP} } }`,
    OTHER,
  ]),
  name: mutation('setMyDisplayName', 'SetMyDisplayNameInput', [
    `... on DisplayNameSet { membership { ${MEMBERSHIP} } } ... on InvalidMembership { ${PROBLEMS} } ${REFUSALS}`,
  ]),
  leave: `mutation ($input: ID!) { result: leaveChat(chatId: $input) { __typename
    ... on ChatLeft { chatId } ... on LastOwner { membership { ${MEMBERSHIP} } } ${REFUSALS} } }`,
} as const;
export type Deed = keyof typeof MUTATIONS;

export interface OpenChats {
  readonly subgraph: TestSubgraph;
  readonly databaseUrl: string;
  /** Somebody with an active account. */
  person(): Person;
  deactivate(person: Person): void;
  block(blocker: Person, blocked: Person): Promise<void>;
  send(viewer: Viewer | undefined, deed: Deed, input: unknown): Promise<TestReply<{ readonly result: Answer } | null>>;
  /** The same, where an answer is expected and no error. */
  does(viewer: Viewer | undefined, deed: Deed, input: unknown): Promise<Answer>;
  /** Opens a chat that anybody joins who has its id. @returns its id. */
  open(owner: Person, ...members: readonly Person[]): Promise<string>;
  read(viewer: Viewer, chatId: string): Promise<ShownChat | null>;
  /** Who is in the chat, as `user: ROLE`, as one of them sees it. */
  rolesIn(viewer: Viewer, chatId: string): Promise<Readonly<Record<string, string>>>;
  event(sender: string, name: string, payload: unknown): Promise<number>;
  close(): Promise<void>;
}

export interface OpenChatsOptions {
  readonly signals?: SignalBus;
  readonly now?: () => Date;
  readonly areFriendsOn?: boolean;
}

/** The chats subgraph on a database of its own, beside friends and an owner of users that knows everybody made here. */
export async function openChats({ areFriendsOn = true, ...options }: OpenChatsOptions = {}): Promise<OpenChats> {
  const directory = await openUserDirectory();
  const users = directory.subgraph;
  const circle = areFriendsOn ? await openTestSubgraph(friends, { peers: { users } }) : undefined;
  const databaseUrl = await freshDatabase();
  const peers = { users, ...(circle === undefined ? {} : { friends: circle }) };
  const subgraph = await openTestSubgraph(chats, { ...options, peers, databaseUrl });

  const send: OpenChats['send'] = async (viewer, deed, input) =>
    (await subgraph.query(MUTATIONS[deed], { input }, viewer)) as TestReply<{ result: Answer } | null>;
  const does: OpenChats['does'] = async (viewer, deed, input) => {
    const { data, errors } = await send(viewer, deed, input);
    if (errors !== undefined || data === null) throw new Error(`${deed}: ${JSON.stringify(errors)}`);
    return data.result;
  };
  const read: OpenChats['read'] = async (viewer, id) => {
    const { data, errors } = await subgraph.query(`query ($id: ID!) { chat(id: $id) { ${CHAT} } }`, { id }, viewer);
    if (errors !== undefined) throw new Error(JSON.stringify(errors));
    return (data as { readonly chat: ShownChat | null }).chat;
  };

  return {
    subgraph,
    databaseUrl,
    person() {
      const id = uuidv7();
      directory.accounts.set(id, true);
      return { kind: 'user', id, roles: ['USER'] };
    },
    deactivate({ id }) {
      directory.accounts.set(id, false);
    },
    async block(blocker, { id }) {
      await circle?.query('mutation ($id: ID!) { blockUser(userId: $id) { __typename } }', { id }, blocker);
    },
    send,
    does,
    async open(owner, ...members) {
      const { chat } = await does(owner, 'create', { name: 'tea', joinPolicy: 'LINK' });
      if (chat === undefined) throw new Error('no chat');
      for (const member of members) await does(member, 'join', { chatId: chat.id });
      return chat.id;
    },
    read,
    async rolesIn(viewer, chatId) {
      const chat = await read(viewer, chatId);
      return Object.fromEntries((chat?.members.edges ?? []).map(({ node }) => [node.user.id, node.role]));
    },
    async event(sender, name, payload) {
      const envelope = {
        viewer: { kind: 'service', name: sender },
        contract: 'graphql',
        requestId: uuidv7(),
        budgetMs: 10_000,
      } as const;
      const reply = await subgraph.caller.call('/events', JSON.stringify({ name, seq: 1, payload }), envelope);
      return reply.status;
    },
    async close() {
      await subgraph.close();
      await circle?.close();
      await users.close();
    },
  };
}

/** How many statements a piece of work sends, what follows events included; announcing, which goes its own way, is not. */
export async function countOwnStatements(work: () => Promise<unknown>): Promise<number> {
  const spy = vi.spyOn(AbstractSqlConnection.prototype, 'execute');
  try {
    await work();
    return spy.mock.calls.filter(([statement]) => !JSON.stringify(statement).includes('announced_version')).length;
  } finally {
    spy.mockRestore();
  }
}

function mutation(field: string, input: string, answers: readonly string[]): string {
  return `mutation ($input: ${input}!) { result: ${field}(input: $input) { __typename ${answers.join(' ')} } }`;
}
