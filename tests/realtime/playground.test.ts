import { afterAll, beforeAll, describe, expect, it } from 'vitest';

import { createFetcher, type Fetcher } from '../../gateway/playground/page/fetcher.ts';
import { PASSWORD } from '../gateway/open-test-gateway.ts';
import { openRoom, untilStreams, type Guest, type Room } from './open-room.ts';

const EMAIL = 'you@example.com';
const SIGN_IN = `mutation {
  signIn(input: { login: "${EMAIL}", password: "${PASSWORD}" }) { ... on SignedIn { accessToken user { id } } }
}`;
const ADDED = 'subscription ($chatId: ID!) { messageAdded(chatId: $chatId) { text } }';

interface SignedIn {
  readonly data: { readonly signIn: { readonly accessToken: string; readonly user: { readonly id: string } } };
}

describe('the sender of the playground, against a real gateway', () => {
  let room: Room;
  let send: Fetcher;
  let you: Guest;
  let chatId: string;
  beforeAll(async () => {
    room = await openRoom();
    await room.gateway.register(EMAIL);
    send = createFetcher(`${room.url}/graphql`);
    const { data } = (await send({ query: SIGN_IN })) as SignedIn;
    you = { id: data.signIn.user.id, token: data.signIn.accessToken };
    chatId = await room.chat(you);
  });
  afterAll(() => room.close());

  const stream = (query: string, variables: object, headers?: Record<string, string>): AsyncGenerator<object> =>
    send({ query, variables }, { headers }) as AsyncGenerator<object>;

  it('streams what is said to whoever signed in, until it is stopped', async () => {
    const events = stream(ADDED, { chatId });
    const first = events.next();
    await untilStreams(room, 'messageAdded', 1);
    await room.say(you, chatId, 'one');
    await room.say(you, chatId, 'two');
    expect(await first).toEqual({ done: false, value: { data: { messageAdded: { text: 'one' } } } });
    expect(await events.next()).toEqual({ done: false, value: { data: { messageAdded: { text: 'two' } } } });
    await events.return(undefined);
    await untilStreams(room, 'messageAdded', 0);
  });

  it.each([
    ['a chat that there is not', { chatId: 'none' }, undefined, '"NOT_FOUND"'],
    ['variables that do not fit', {}, undefined, '"field":"chatId"'],
    ['a credential that is refused', { chatId: 'none' }, { authorization: 'Bearer nonsense' }, '4403 INVALID_TOKEN'],
  ] as const)('shows at once why nothing comes: %s', async (_, variables, headers, reason) => {
    const events = stream(ADDED, variables, headers);
    const { value } = (await events.next()) as { value: object };
    expect(JSON.stringify(value)).toMatch(/^\{"errors":\[\{"message":"/);
    expect(JSON.stringify(value)).toContain(reason);
    expect(await events.next()).toMatchObject({ done: true });
  });

  it('shows that a gateway cannot be reached', async () => {
    const away = createFetcher('http://127.0.0.1:9/graphql')({ query: ADDED }) as AsyncGenerator<object>;
    expect((await away.next()).value).toEqual({
      errors: [{ message: 'The socket is closed: the gateway cannot be reached' }],
    });
  });
});
