import { setTimeout as sleep } from 'node:timers/promises';

import { afterAll, beforeAll, expect, it } from 'vitest';

import { reverseText } from '../../providers/reverse-text.ts';
import { lowerBound } from '../../subgraphs/processing/selection/policy/lower-bound.ts';
import { describeRedis } from '../support/index.ts';
import { ask, processMessage, register, signIn, type Account, type Processed } from './support/graphql-client.ts';
import { promote } from './support/operator.ts';
import { stopAll } from './support/running-process.ts';
import { startTopology, type Member, type Topology } from './support/topology.ts';

const FREE_LIMIT = 5;
const FREE_BLOCK_MS = 2_000;

interface Stats {
  readonly accepted: number;
  readonly refused: number;
}

async function statsOf({ url }: Member): Promise<Stats> {
  return (await (await fetch(`${url}/stats`)).json()) as Stats;
}

describeRedis('twelve processes that share one PostgreSQL and one Redis', () => {
  let topology: Topology;
  let first: string;
  let second: string;
  let admin: Account;
  beforeAll(async () => {
    topology = await startTopology({
      env: {
        FREE_LIMIT: String(FREE_LIMIT),
        FREE_BLOCK_MS: String(FREE_BLOCK_MS),
        SPONSORED_PER_USER_DAY: '1000',
        SPONSORED_PER_HOUR: '1000',
      },
    });
    [first, second] = [topology.gateways[0].url, topology.gateways[1].url];
    const account = await register(first, 'admin@example.com');
    await promote(topology, account.id);
    admin = { ...account, token: await signIn(second, account.email) };
  });
  afterAll(async () => {
    await stopAll();
    await topology.redis.close();
  });

  const gateway = (n: number): string => (n % 2 === 0 ? first : second);

  async function setPaidAccess(user: Account): Promise<void> {
    const answer = await ask(first, {
      query: 'mutation ($input: SetPaidAccessInput!) { setPaidAccess(input: $input) { paidAccess } }',
      variables: { input: { userId: user.id, paidAccess: true } },
      token: admin.token,
    });
    expect(answer).toEqual({ data: { setPaidAccess: { paidAccess: true } } });
  }

  it('spread 40 messages over 6 s without one refusal and with no wasted free call', async () => {
    const user = await register(first, 'paying@example.com');
    await setPaidAccess(user);
    const arrivals: number[] = [];
    const answers: Promise<Processed>[] = [];
    const startedAt = Date.now();
    for (let n = 0; n < 40; n += 1) {
      await sleep(Math.max(0, startedAt + n * 150 - Date.now()));
      arrivals.push(Date.now());
      answers.push(processMessage(gateway(n), user.token, { text: `message ${n}` }));
    }
    const outcomes = await Promise.all(answers);
    expect(outcomes.map(({ text }) => text)).toEqual(arrivals.map((_, n) => reverseText(`message ${n}`)));
    const [free, paid] = await Promise.all([statsOf(topology.freeProvider), statsOf(topology.paidProvider)]);
    expect(free.refused).toBe(0);
    expect(free.accepted + paid.accepted).toBe(40);
    expect(free.accepted).toBe(outcomes.filter(({ tier }) => tier === 'FREE').length);
    const cycles = Math.ceil(free.accepted / FREE_LIMIT);
    expect(paid.accepted).toBeLessThanOrEqual(lowerBound(arrivals, FREE_LIMIT, FREE_BLOCK_MS) + cycles);
  });

  it('know an account that was opened at one gateway at the other', async () => {
    const { id, email } = await register(first, 'ada@example.com');
    const token = await signIn(second, 'ADA@example.com');
    expect(await ask(first, { query: '{ me { id email roles } }', token })).toEqual({
      data: { me: { id, email, roles: ['USER'] } },
    });
  });

  it('process ten messages of a new user and say of the eleventh when there will be more', async () => {
    const user = await register(first, 'grace@example.com');
    for (let n = 0; n < 10; n += 1) {
      const outcome = await processMessage(gateway(n), user.token, { text: `hello ${n}`, idempotencyKey: `key-${n}` });
      expect(outcome).toMatchObject({ __typename: 'ProcessedMessage', text: `${n} olleh`, replayed: false });
    }
    const tomorrow = new Date();
    tomorrow.setUTCHours(24, 0, 0, 0);
    const exhausted = { __typename: 'AllowanceExhausted', refreshAt: tomorrow.toISOString() };
    expect(await processMessage(first, user.token, { text: 'one more' })).toEqual(exhausted);
    expect(await processMessage(second, user.token, { text: 'one more' })).toEqual(exhausted);

    // What was answered once is answered again, by whichever pod, also now.
    expect(await processMessage(second, user.token, { text: 'hello 0', idempotencyKey: 'key-0' })).toMatchObject({
      text: '0 olleh',
      replayed: true,
    });

    await setPaidAccess(user);
    expect(await processMessage(second, user.token, { text: 'one more' })).toMatchObject({ text: 'erom eno' });
  });

  it('do the same for a client of the old REST contract', async () => {
    const post = (n: number, path: string, init: RequestInit = {}) =>
      fetch(`${gateway(n)}${path}`, { method: 'POST', ...init });
    const account = { email: 'old-client', password: 'pw' };
    const registered = await post(0, '/auth/register', {
      body: JSON.stringify({ ...account, paid_access: true, free_messages_left: 99, refresh_at: '2020-01-01' }),
      headers: { 'content-type': 'application/json' },
    });
    expect(registered.status).toBe(201);
    expect(await registered.json()).toMatchObject({ email: 'old-client', paid_access: false, free_messages_left: 10 });
    const body = new URLSearchParams({ username: account.email, password: account.password });
    const signedIn = await post(1, '/auth/login', { body });
    expect(signedIn.status).toBe(204);
    const [cookie = ''] = signedIn.headers.getSetCookie();
    const token = /octo_handler_user=([^;]+)/.exec(cookie)?.[1] ?? '';

    const send = (n: number) =>
      post(n, `/free_provider?${new URLSearchParams({ token, message: `привет ${n}` }).toString()}`);
    for (let n = 0; n < 10; n += 1) {
      const answer = await send(n);
      expect(answer.status).toBe(200);
      expect(await answer.json()).toEqual({ ok: true, response: `${n} тевирп` });
    }
    const eleventh = await send(10);
    expect(eleventh.status).toBe(403);
    expect(await eleventh.json()).toEqual({
      detail: { ok: false, response: 'Бесплатных сообщений не осталось. Доступ к платному провайдеру отсутствует' },
    });
    const me = await fetch(`${second}/users/me`, { headers: { cookie: `octo_handler_user=${token}` } });
    expect(await me.json()).toMatchObject({ free_messages_left: 0, paid_access: false });
  });

  it('answer one query out of all six subgraphs', async () => {
    const [alan, edsger] = await Promise.all([register(first, 'alan@example.com'), register(second, 'ed@example.com')]);
    const chat = await ask(first, {
      query: 'mutation { createChat(input: { name: "Logic" }) { ... on ChatCreated { chat { id } } } }',
      token: alan.token,
    });
    const { id: chatId } = (chat.data as { createChat: { chat: { id: string } } }).createChat.chat;
    const befriend =
      'mutation ($user: ID!) { requestFriendship(input: { userId: $user }) { ... on FriendshipRequested { friendship { status } } } }';
    await ask(first, { query: befriend, variables: { user: alan.id }, token: edsger.token });
    const written = await ask(second, {
      query: `mutation ($chat: ID!, $friend: ID!) {
        sendMessage(input: { chatId: $chat, clientMessageId: "first", text: "Is anybody here?" }) { __typename }
        requestFriendship(input: { userId: $friend }) { __typename }
        placeOrder(input: { lines: [{ product: "Tea", quantity: 2, price: "1.50" }] }) { __typename }
      }`,
      variables: { chat: chatId, friend: edsger.id },
      token: alan.token,
    });
    expect(written).toEqual({
      data: {
        sendMessage: { __typename: 'MessageSent' },
        requestFriendship: { __typename: 'FriendshipRequested' },
        placeOrder: { __typename: 'OrderPlaced' },
      },
    });
    const query = `{
      me {
        email
        allowance { left }
        friends { edges { node { id } } }
        orders { edges { node { total lines { product } } } }
        chats { edges { node { name messages { edges { node { text author { email } } } } } } }
      }
    }`;
    const message = { text: 'Is anybody here?', author: { email: 'alan@example.com' } };
    expect(await ask(second, { query, token: alan.token })).toEqual({
      data: {
        me: {
          email: 'alan@example.com',
          allowance: { left: 10 },
          friends: { edges: [{ node: { id: edsger.id } }] },
          orders: { edges: [{ node: { total: '3.00', lines: [{ product: 'Tea' }] } }] },
          chats: { edges: [{ node: { name: 'Logic', messages: { edges: [{ node: message }] } } }] },
        },
      },
    });
  });

  it('each say that they are ready, and of what that depends', async () => {
    for (const member of topology.members) {
      const answer = await fetch(member.opsUrl === undefined ? `${member.url}/livez` : `${member.opsUrl}/readyz`);
      expect([member.name, answer.status]).toEqual([member.name, 200]);
    }
    const readiness = async ({ opsUrl }: Member) => await (await fetch(`${opsUrl ?? ''}/readyz`)).json();
    expect(await readiness(topology.gateways[0])).toEqual({
      status: 'ready',
      dependencies: { users: 'up', friends: 'up', orders: 'up', chats: 'up', messages: 'up', processing: 'up' },
      notes: { 'news of ended sessions': 'up' },
    });
    expect(await readiness(topology.subgraphs.orders)).toEqual({
      status: 'ready',
      dependencies: { 'orders database': 'up' },
    });
  });

  it('let a gateway finish what it has begun before it ends', async () => {
    const signIns = Array.from({ length: 6 }, () => signIn(second, 'admin@example.com'));
    await sleep(30);
    const ending = await topology.gateways[1].stop();
    const tokens = await Promise.all(signIns);
    expect(tokens.every((token) => token.startsWith('eyJ'))).toBe(true);
    expect(ending.code).toBe(0);
    expect(await register(first, 'later@example.com')).toMatchObject({ email: 'later@example.com' });
  });

  it('each end within 5 s of a SIGTERM, with 0 and without an error', async () => {
    const endings = await Promise.all(
      topology.members.map(async (member) => ({ name: member.name, ...(await member.stop()) })),
    );
    for (const { name, code, afterMs } of endings) {
      expect([name, code]).toEqual([name, 0]);
      expect(afterMs).toBeLessThan(5_000);
    }
    for (const member of topology.members) {
      const errors = member.log().filter(({ level }) => level === 'error' || level === 'fatal');
      expect([member.name, errors, member.stderr()]).toEqual([member.name, [], '']);
    }
  });
});
