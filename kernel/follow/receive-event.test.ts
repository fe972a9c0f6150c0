import { v7 as uuidv7 } from 'uuid';
import { describe, expect, it } from 'vitest';

import { ANONYMOUS, OPERATOR, type Viewer } from '../auth/index.ts';
import type { FollowedEvent } from './events.ts';
import { receiveEvent } from './receive-event.ts';

const USERS: Viewer = { kind: 'service', name: 'users' };
const event = { name: 'PaidAccessChanged', seq: 7, payload: { userId: uuidv7(), paidAccess: true } };

describe('an event that arrives', () => {
  const applied: FollowedEvent<'PaidAccessChanged'>[] = [];
  const handlers = {
    PaidAccessChanged: (received: FollowedEvent<'PaidAccessChanged'>) => {
      applied.push(received);
      return Promise.resolve();
    },
  };

  it('is applied when its owner sends it', async () => {
    expect(await receiveEvent(handlers, event, USERS)).toEqual({ applied: true });
    expect(applied.splice(0)).toEqual([{ seq: event.seq, payload: event.payload }]);
  });

  it('is acknowledged by a subgraph that does not follow it', async () => {
    expect(await receiveEvent({}, event, USERS)).toEqual({ applied: false });
  });

  it.each<Viewer>([
    ANONYMOUS,
    OPERATOR,
    { kind: 'service', name: 'orders' },
    { kind: 'user', id: uuidv7(), roles: ['ADMIN'] },
  ])('is refused from $kind $name', async (sender) => {
    await expect(receiveEvent(handlers, event, sender)).rejects.toMatchObject({ code: 'FORBIDDEN' });
    expect(applied).toEqual([]);
  });

  it.each([
    ['without a name', { ...event, name: undefined }],
    ['of an unknown name', { ...event, name: 'SomethingChanged' }],
    ['without a number', { ...event, seq: 0 }],
    ['with another payload', { ...event, payload: { userId: 'x', paidAccess: 'yes' } }],
    ['that is no object', 'PaidAccessChanged'],
  ])('%s is a bad request', async (_what, message) => {
    await expect(receiveEvent(handlers, message, USERS)).rejects.toMatchObject({ code: 'BAD_REQUEST' });
    expect(applied).toEqual([]);
  });
});
