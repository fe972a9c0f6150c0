import { readFileSync } from 'node:fs';

import { afterAll, beforeAll, describe } from 'vitest';

import type { Viewer } from '../../kernel/auth/index.ts';
import { chats } from '../../subgraphs/chats/module.ts';
import { openTestSubgraph, type TestReply, type TestSubgraph } from '../support/open-test-subgraph.ts';
import type { AccessTable } from './access-table.ts';
import { PAGES, PROBLEMS, someCallers } from './callers.ts';
import { describeAccess } from './describe-access.ts';

interface World {
  readonly owner: Viewer & { readonly kind: 'user' };
  /** Opens a chat of the owner. */
  chat(): Promise<string>;
}

const SIGNED_IN = 'UNAUTHENTICATED ChatCreated ChatCreated ChatCreated ChatCreated UNAUTHENTICATED';
/** A chat is its members' affair, administrators included; our own subgraphs ask about it. */
const MEMBERS = 'null null value null null value';

const TABLE: AccessTable<World> = {
  roots: {
    'Query.chat': ['UNAUTHENTICATED null value null null UNAUTHENTICATED', async ({ chat }) => ({ id: await chat() })],
    'Mutation.createChat': [SIGNED_IN, () => Promise.resolve({ input: { name: 'tea' } })],
  },
  entities: {
    Chat: {
      key: async ({ chat }) => ({ id: await chat() }),
      fields: { id: MEMBERS, name: MEMBERS, createdAt: MEMBERS, members: MEMBERS },
    },
    Membership: {
      key: async ({ chat, owner }) => ({ chat: { id: await chat() }, user: { id: owner.id } }),
      fields: {
        id: MEMBERS,
        role: MEMBERS,
        displayName: 'null null null null null null',
        createdAt: MEMBERS,
        chat: MEMBERS,
        user: MEMBERS,
      },
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
    InvalidChat: 'problems',
  },
};

describe('who may do what in chats', () => {
  const viewers = someCallers();
  let subgraph: TestSubgraph;
  beforeAll(async () => {
    subgraph = await openTestSubgraph(chats);
  });
  afterAll(() => subgraph.close());

  const world: World = {
    owner: viewers.owner,
    async chat() {
      const document = 'mutation { createChat(input: { name: "tea" }) { ... on ChatCreated { chat { id } } } }';
      const { data } = (await subgraph.query(document, {}, viewers.owner)) as TestReply<{
        createChat: { chat: { id: string } };
      }>;
      return data.createChat.chat.id;
    },
  };

  describeAccess({
    sdl: readFileSync(new URL('../../schema/chats.graphql', import.meta.url), 'utf8'),
    table: TABLE,
    stage: () => ({ subgraph, world, viewers }),
  });
});
