import { describe, expect, it } from 'vitest';
import { z } from 'zod';

import { AppError } from '../errors/index.ts';
import type { CallReply, SubgraphCaller } from '../transport/index.ts';
import { createAsk, type Ask } from './create-ask.ts';

const USER = z.object({ name: z.string() });

interface Asked {
  readonly query: string;
  readonly variables: { readonly representations: readonly { readonly id: string }[] };
}

/** Asks an owner that answers with what `reply` makes of the representations. */
function askOf(reply: (asked: Asked) => CallReply | Promise<CallReply>): { ask: Ask; calls: Asked[] } {
  const calls: Asked[] = [];
  const caller: SubgraphCaller = {
    call(path, body, { viewer }) {
      expect([path, viewer]).toEqual(['/graphql', { kind: 'service', name: 'orders' }]);
      const asked = JSON.parse(body) as Asked;
      calls.push(asked);
      return Promise.resolve(reply(asked));
    },
    read: () => Promise.reject(new AppError('NOT_FOUND')),
    ready: () => Promise.resolve(),
  };
  const peer = (name: string) => (name === 'users' ? caller : undefined);
  return { ask: createAsk({ self: 'orders', peer, timeoutMs: 1_000 }), calls };
}

const known = ({ variables }: Asked): CallReply => ({
  status: 200,
  body: JSON.stringify({
    data: { _entities: variables.representations.map(({ id }) => (id === 'nobody' ? null : { name: `user ${id}` })) },
  }),
});
const about = (id: string) => ({ owner: 'users', type: 'User', id, fields: 'name', answer: USER }) as const;

describe('asking the owner of a fact', () => {
  it('sends the questions of one turn together, and gives each its answer', async () => {
    const { ask, calls } = askOf(known);
    const answers = await Promise.all(['1', 'nobody', '2'].map((id) => ask.about(about(id))));
    expect(answers).toEqual([{ name: 'user 1' }, undefined, { name: 'user 2' }]);
    expect(calls).toHaveLength(1);
    expect(calls[0]?.query).toContain('... on User { name }');
  });

  it('remembers nothing: the next question is asked again', async () => {
    const { ask, calls } = askOf(known);
    await ask.about(about('1'));
    await ask.about(about('1'));
    expect(calls).toHaveLength(2);
  });

  it('splits what would be too much for one call', async () => {
    const { ask, calls } = askOf(known);
    const ids = Array.from({ length: 1_001 }, (_, n) => String(n));
    const answers = await Promise.all(ids.map((id) => ask.about(about(id))));
    expect(answers.at(-1)).toEqual({ name: 'user 1000' });
    expect(calls.map(({ variables }) => variables.representations.length)).toEqual([500, 500, 1]);
  });

  it.each<[string, () => CallReply | Promise<CallReply>]>([
    ['is away', () => Promise.reject(new AppError('SUBGRAPH_UNAVAILABLE'))],
    ['refuses', () => ({ status: 401, body: '{"errors":[{"message":"no"}]}' })],
    ['answers with errors', () => ({ status: 200, body: '{"data":{"_entities":[null]},"errors":[{"message":"no"}]}' })],
    ['answers in another shape', () => ({ status: 200, body: '{"data":{"_entities":[{"name":7}]}}' })],
    ['answers what is no JSON', () => ({ status: 502, body: '<html>' })],
  ])('fails with SUBGRAPH_UNAVAILABLE where it %s', async (_how, reply) => {
    await expect(askOf(reply).ask.about(about('1'))).rejects.toMatchObject({ code: 'SUBGRAPH_UNAVAILABLE' });
  });

  it('fails with SUBGRAPH_UNAVAILABLE where the owner is switched off', async () => {
    const question = { ...about('1'), owner: 'chats' } as const;
    await expect(askOf(known).ask.about(question)).rejects.toMatchObject({ code: 'SUBGRAPH_UNAVAILABLE' });
  });
});
