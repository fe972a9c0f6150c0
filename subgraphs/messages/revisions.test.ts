import { assert, asyncProperty, array, constantFrom } from 'fast-check';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';

import type { Viewer } from '../../kernel/auth/index.ts';
import {
  countStatements,
  SOME_TEXT,
  someUser,
  type TestList,
  type TestReply,
} from '../../tests/support/open-test-subgraph.ts';
import { openTalk, type Talk, type TalkMessage } from './talk.suite.ts';

const MINUTE_MS = 60_000;

interface EditsReply {
  readonly _entities: readonly [{ readonly edits: TestList<{ readonly text: string; readonly replacedAt: string }> }];
}

describe('editing and deleting messages', () => {
  let talk: Talk;
  let passedMs = 0;
  const [author, member, owner] = [someUser(), someUser(), someUser()];
  let chatId: string;
  beforeAll(async () => {
    const begin = Date.now();
    talk = await openTalk({ env: { MESSAGE_EDIT_MINUTES: '30' }, now: () => new Date(begin + passedMs) });
    chatId = await talk.chatOf(owner, author, member);
  });
  afterAll(() => talk.close());

  const editsOf = async (ids: readonly string[], viewer: Viewer | undefined = member, args = '') =>
    (await talk.subgraph.entities(
      {
        type: 'Message',
        keys: ids.map((id) => ({ id })),
        fields: `edits${args} { edges { cursor node { text replacedAt } } pageInfo { hasNextPage endCursor } }`,
      },
      viewer,
    )) as TestReply<EditsReply>;
  const textsBefore = async (id: string) =>
    (await editsOf([id])).data._entities[0].edits.edges.map(({ node }) => node.text);
  const revisionOf = async (id = chatId): Promise<number> => {
    const document = 'query ($id: ID!) { messageChangeFeed(chatId: $id) { cursor } }';
    return ((await talk.ask(owner, document, { id })) as { cursor: number }).cursor;
  };

  it('replaces the text and keeps what was said before, for members', async () => {
    const { id, seq, createdAt } = await talk.say(author, chatId, 'first');
    passedMs += MINUTE_MS;
    const edited = await talk.edit(author, id.toUpperCase(), 'second');
    expect(edited).toMatchObject({ __typename: 'MessageEdited', message: { id, seq, text: 'second', createdAt } });
    expect(Date.parse(edited.message.editedAt ?? '')).toBe(Date.parse(createdAt) + MINUTE_MS);
    await talk.edit(author, id, 'third');
    expect(await textsBefore(id)).toEqual(['first', 'second']);
    const { edits } = (await editsOf([id], member, '(first: 1)')).data._entities[0];
    expect(edits).toMatchObject({ edges: [{ node: { text: 'first' } }], pageInfo: { hasNextPage: true } });
    const next = await editsOf([id], member, `(after: ${JSON.stringify(edits.pageInfo.endCursor)})`);
    expect(next.data._entities[0].edits.edges.map(({ node }) => node.text)).toEqual(['second']);
    expect((await editsOf([id], someUser())).data._entities).toEqual([null]);
  });

  it('changes nothing where the message says so already, however often and late', async () => {
    const { id } = await talk.say(author, chatId, 'same');
    await talk.edit(author, id, 'other');
    const before = await revisionOf();
    passedMs += 60 * MINUTE_MS;
    expect(await talk.edit(author, id, 'other')).toMatchObject({
      __typename: 'MessageEdited',
      message: { text: 'other', revision: before },
    });
    expect(await textsBefore(id)).toEqual(['same']);
    expect(await revisionOf()).toBe(before);
  });

  it('is refused when the time for it is over', async () => {
    const { id, createdAt } = await talk.say(author, chatId, 'old');
    passedMs += 30 * MINUTE_MS;
    expect(await talk.edit(author, id, 'in time')).toMatchObject({ __typename: 'MessageEdited' });
    passedMs += 1;
    expect(await talk.edit(author, id, 'late')).toEqual({
      __typename: 'EditWindowClosed',
      closedAt: new Date(Date.parse(createdAt) + 30 * MINUTE_MS).toISOString(),
    });
    expect(await talk.delete(author, id)).toMatchObject({ __typename: 'MessageDeleted' });
  });

  it('leaves what others said alone, except that owners and administrators delete', async () => {
    const { id } = await talk.say(author, chatId);
    for (const other of [member, owner])
      expect(await talk.edit(other, id, 'mine')).toEqual({ __typename: 'NotYourMessage' });
    expect(await talk.delete(member, id)).toEqual({ __typename: 'NotYourMessage' });
    const input = { chatId, userId: member.id, role: 'ADMIN' };
    const promote = 'mutation ($input: ChangeMemberRoleInput!) { changeMemberRole(input: $input) { __typename } }';
    await talk.rooms.query(promote, { input }, owner);
    expect(await talk.delete(member, id)).toMatchObject({ __typename: 'MessageDeleted', message: { text: '' } });
    await talk.rooms.query(promote, { input: { ...input, role: 'MEMBER' } }, owner);
    const another = await talk.say(author, chatId);
    expect(await talk.delete(owner, another.id)).toMatchObject({ __typename: 'MessageDeleted' });
  });

  it('knows no message of a chat that the viewer is not in, or is in no longer', async () => {
    const gone = someUser();
    const shared = await talk.chatOf(owner, gone);
    const { id } = await talk.say(gone, shared);
    await talk.leave(gone, shared);
    for (const viewer of [gone, someUser('ADMIN')]) {
      expect(await talk.edit(viewer, id, 'x')).toEqual({ __typename: 'MessageNotFound' });
      expect(await talk.delete(viewer, id)).toEqual({ __typename: 'MessageNotFound' });
    }
    for (const unknown of [crypto.randomUUID(), '', 'x', 'a\0b', '\udc00']) {
      expect(await talk.edit(owner, unknown, 'x')).toEqual({ __typename: 'MessageNotFound' });
      expect(await talk.delete(owner, unknown)).toEqual({ __typename: 'MessageNotFound' });
    }
    await expect(talk.edit(undefined, id, 'x')).rejects.toThrow('UNAUTHENTICATED');
    await expect(talk.delete(undefined, id)).rejects.toThrow('UNAUTHENTICATED');
  });

  it.each(['', ' \n', 'x'.repeat(4_097), 'a\0b', '\ud800'])('says what is wrong with the text %j', async (text) => {
    const { id } = await talk.say(author, chatId);
    expect(await talk.edit(author, id, text)).toEqual({
      __typename: 'InvalidMessage',
      problems: [{ field: 'text', message: SOME_TEXT }],
    });
  });

  it('leaves of a deleted message its place, once and for all', async () => {
    const { id, seq } = await talk.say(author, chatId, 'secret');
    await talk.edit(author, id, 'still secret');
    const deleted = await talk.delete(author, id);
    expect(deleted).toMatchObject({
      __typename: 'MessageDeleted',
      message: { id, seq, text: '', author: { id: author.id } },
    });
    passedMs += 1_000;
    expect(await talk.delete(author, id)).toEqual(deleted);
    expect(await talk.edit(author, id, 'again')).toEqual({ ...deleted, __typename: 'MessageAlreadyDeleted' });
    expect(await textsBefore(id)).toEqual([]);
  });

  it('answers a repeated send with what has become of the message', async () => {
    const input = { chatId, text: 'once', clientMessageId: crypto.randomUUID() };
    const send = async () =>
      (await talk.ask(
        author,
        'mutation ($input: SendMessageInput!) { sendMessage(input: $input) { ... on MessageSent { repeated message { id text } } } }',
        { input },
      )) as { repeated: boolean; message: TalkMessage };
    const { message } = await send();
    await talk.edit(author, message.id, 'edited');
    expect(await send()).toEqual({ repeated: true, message: { id: message.id, text: 'edited' } });
    await talk.delete(author, message.id);
    expect(await send()).toEqual({ repeated: true, message: { id: message.id, text: '' } });
  });

  it('never puts an edit over a deletion, whichever of many comes first', async () => {
    const edits = constantFrom('edit', 'edit', 'delete');
    await assert(
      asyncProperty(array(edits, { minLength: 2, maxLength: 8 }), async (acts) => {
        const { id } = await talk.say(author, chatId, 'begin');
        const before = await revisionOf();
        const answers = await Promise.all(
          acts.map((act, index) => (act === 'edit' ? talk.edit(author, id, `edit ${index}`) : talk.delete(author, id))),
        );
        const edited = answers.filter(({ __typename }) => __typename === 'MessageEdited');
        const isDeleted = acts.includes('delete');
        expect(await revisionOf()).toBe(before + edited.length + (isDeleted ? 1 : 0));
        const revisions = answers.map(({ message }) => message.revision);
        const [last] = revisions.toSorted((a, b) => b - a);
        expect(last).toBe(await revisionOf());
        expect(await textsBefore(id)).toHaveLength(isDeleted ? 0 : edited.length);
      }),
      { numRuns: 15 },
    );
  });

  it('reads the edits of a hundred messages with as many statements as of one', async () => {
    const ids = await Promise.all(Array.from({ length: 100 }, async () => (await talk.say(author, chatId)).id));
    const [one, hundred] = [
      await countStatements(() => editsOf(ids.slice(0, 1))),
      await countStatements(() => editsOf(ids)),
    ];
    expect(hundred).toBe(one);
  });
});
