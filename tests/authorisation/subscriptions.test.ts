import { readFileSync } from 'node:fs';

import { buildSchema, type GraphQLField } from 'graphql';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';

import { openEvents } from '../realtime/event-stream.ts';
import { bearer, openRoom, type Guest, type Room } from '../realtime/open-room.ts';
import { selectionOf } from './schema-fields.ts';

/** Who subscribes, in the order of the columns; owner and member are in the chat, the others are not. */
const CALLERS = ['anonymous', 'user', 'member', 'owner', 'manager', 'administrator'] as const;
type Caller = (typeof CALLERS)[number];

const MEMBERS = 'UNAUTHENTICATED NOT_FOUND stream stream NOT_FOUND NOT_FOUND';

const TABLE: Readonly<Record<string, string>> = {
  messageAdded: MEMBERS,
  messageChanged: MEMBERS,
  readMarkerMoved: MEMBERS,
  chatUpdated: MEMBERS,
  typing: MEMBERS,
  providersChanged: 'UNAUTHENTICATED FORBIDDEN FORBIDDEN FORBIDDEN FORBIDDEN stream',
};

const schema = buildSchema(readFileSync(new URL('../../schema/api.graphql', import.meta.url), 'utf8'));
const fields = Object.values(schema.getSubscriptionType()?.getFields() ?? {});

describe('who may subscribe to what', () => {
  let room: Room;
  let chat: string;
  let tokens: Readonly<Record<Caller, string | undefined>>;
  beforeAll(async () => {
    room = await openRoom();
    const [owner, member, user]: Guest[] = [await room.guest('ann'), await room.guest('bob'), await room.guest('cy')];
    if (owner === undefined || member === undefined) throw new Error('nobody came');
    chat = await room.chat(owner, member);
    tokens = {
      anonymous: undefined,
      user: user?.token,
      member: member.token,
      owner: owner.token,
      manager: await room.gateway.sign({ roles: ['USER', 'MANAGER'] }),
      administrator: await room.gateway.sign({ roles: ['USER', 'ADMIN'] }),
    };
  });
  afterAll(() => room.close());

  const verdictOf = async (field: GraphQLField<unknown, unknown>, caller: Caller): Promise<string> => {
    const given = field.args.some(({ name }) => name === 'chatId') ? `(chatId: ${JSON.stringify(chat)})` : '';
    const token = tokens[caller];
    const stream = await openEvents(`${room.url}/graphql`, {
      method: 'POST',
      headers: {
        'content-type': 'application/json',
        accept: 'text/event-stream, application/json',
        ...(token === undefined ? {} : bearer(token)),
      },
      body: JSON.stringify({ query: `subscription { ${field.name}${given}${selectionOf(field)} }` }),
    });
    if (stream.response.status === 200) {
      stream.stop();
      return 'stream';
    }
    return (await stream.answer()).errors[0]?.extensions.code ?? 'nothing';
  };

  it('has an entry for each field of the Subscription type, and none for a field that is gone', () => {
    expect(Object.keys(TABLE).sort()).toEqual(fields.map(({ name }) => name).sort());
  });

  it.each(fields.map((field) => [field.name, field] as const))('opens %s to whom it may', async (name, field) => {
    const seen = await Promise.all(CALLERS.map((caller) => verdictOf(field, caller)));
    expect(seen.join(' ')).toBe(TABLE[name]);
  });
});
