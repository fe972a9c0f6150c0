import type { Viewer } from '../../kernel/auth/index.ts';
import type { Question } from '../people-and-trade/questions.ts';
import type { Talk } from './open-talk.ts';
import { BUSY_USERS, chatIdOf, CHATS, isInChat, LARGE_CHATS, sizeOf, userIdOf } from './world.ts';

/** A question, and whether it leaves everything as it is: the plans of others are not told. */
export interface TalkQuestion extends Question {
  readonly reads: boolean;
}

const TARGET_MS = 20;
const NODES = 'edges { node { id seq text createdAt editedAt deletedAt author { id } } } pageInfo { hasNextPage }';
const ENTITIES = (type: string, fields: string): string =>
  `query ($of: [_Any!]!) { _entities(representations: $of) { ... on ${type} { ${fields} } } }`;

/** In 500 chats, of which it never read the large ones. */
const BUSY = 0;
/** In 50. */
const ORDINARY = BUSY_USERS;

const viewerOf = (user: number): Viewer => ({ kind: 'user', id: userIdOf(user), roles: ['USER'] });
const chatsOf = (user: number): readonly number[] =>
  Array.from({ length: CHATS }, (_, chat) => chat).filter((chat) => isInChat(user, chat));
/** Any of them: a prime step goes through all before it comes to one again. */
const anyOf = (chats: readonly number[], time: number): number => chats[(time * 7919) % chats.length] ?? 0;

/** What members ask of chats and messages, and what they write. */
export function talkQuestions({ chats, messages }: Talk): readonly TalkQuestion[] {
  const history = (of: readonly number[], user: number, args: (chat: number) => string) => async (time: number) => {
    const chat = anyOf(of, time);
    const representations = [{ __typename: 'Chat', id: chatIdOf(chat) }];
    const document = ENTITIES('Chat', `messages(${args(chat)}) { ${NODES} }`);
    return await messages.query(document, { of: representations }, viewerOf(user));
  };
  const newest = (): string => 'last: 50';
  const around = (chat: number): string => `first: 50, around: ${Math.floor(sizeOf(chat) / 2)}`;
  const large = chatsOf(BUSY).filter((chat) => chat < LARGE_CHATS);
  const read = (name: string, ask: Question['ask']): TalkQuestion => ({ name, ask, targetMs: TARGET_MS, reads: true });
  const write = (name: string, ask: Question['ask']): TalkQuestion => ({
    name,
    ask,
    targetMs: TARGET_MS,
    reads: false,
  });

  const pages = [
    { who: 'of 50 chats', user: ORDINARY },
    { who: 'of 500 chats', user: BUSY },
  ].flatMap(({ who, user }) => [
    read(`member ${who}, newest 50`, history(chatsOf(user), user, newest)),
    read(`member ${who}, 50 around the middle`, history(chatsOf(user), user, around)),
    read(`member ${who}, 50 before the newest 50`, beforeNewest({ chats, messages }, user)),
    read(`member ${who}, first 100 chats`, () =>
      chats.query(
        ENTITIES('User', 'chats(first: 100) { edges { node { id name lastActivityAt } } pageInfo { endCursor } }'),
        { of: [{ __typename: 'User', id: userIdOf(user) }] },
        viewerOf(user),
      ),
    ),
  ]);
  const ofHundred = (user: number, fields: string) => () =>
    messages.query(
      ENTITIES('Chat', fields),
      {
        of: chatsOf(user)
          .slice(0, 100)
          .map((chat) => ({ __typename: 'Chat', id: chatIdOf(chat) })),
      },
      viewerOf(user),
    );
  let sent = 0;
  const send = (of: readonly number[]) => (time: number) =>
    messages.query(
      'mutation ($input: SendMessageInput!) { sendMessage(input: $input) { __typename ... on MessageSent { message { seq } } } }',
      {
        input: { chatId: chatIdOf(anyOf(of, time)), text: 'Is anybody here?', clientMessageId: `sent ${(sent += 1)}` },
      },
      viewerOf(BUSY),
    );
  return [
    ...pages,
    read('a chat of 30,000, newest 50', history(large, BUSY, newest)),
    read('a chat of 30,000, 50 around the middle', history(large, BUSY, around)),
    read('unread counts of 100 chats, five of them 30,000 behind', ofHundred(BUSY, 'id unreadCount')),
    read('unread counts of 50 chats', ofHundred(ORDINARY, 'id unreadCount')),
    read('last messages of 100 chats', ofHundred(BUSY, 'id lastSeq lastMessage { id text }')),
    write('a message to any of 500 chats', send(chatsOf(BUSY))),
    write('a message to always the same chat', send([0])),
  ];
}

/** The page that a reader turns to after the newest. */
function beforeNewest({ messages }: Talk, user: number): Question['ask'] {
  const cursors = new Map<number, string>();
  const page = async (chat: number, args: string): Promise<unknown> =>
    await messages.query(
      ENTITIES('Chat', `messages(${args}) { ${NODES.replace('hasNextPage', 'hasNextPage startCursor')} }`),
      { of: [{ __typename: 'Chat', id: chatIdOf(chat) }] },
      viewerOf(user),
    );
  return async (time) => {
    const chat = anyOf(chatsOf(user).slice(0, 20), time);
    const known =
      cursors.get(chat) ?? /(?<="startCursor":)"[^"]+"/.exec(JSON.stringify(await page(chat, 'last: 50')))?.[0];
    if (known === undefined) throw new Error('the newest page has no cursor');
    cursors.set(chat, known);
    return await page(chat, `last: 50, before: ${known}`);
  };
}
