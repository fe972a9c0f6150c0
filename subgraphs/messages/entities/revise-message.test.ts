import { describe, expect, it } from 'vitest';

import { Message } from './message.entity.ts';
import { decideEdit } from './revise-message.ts';

const SENT_AT = new Date('2026-11-01T12:00:00Z');
const message = Message.of(
  { id: 'm', chatId: 'c', authorId: 'ada', clientMessageId: 'once', text: 'hello', createdAt: SENT_AT },
  1,
);
const request = { editorId: 'ada', text: 'hi', now: new Date('2026-11-01T12:30:00Z'), editMinutes: 30 };

describe('whether a message may be edited', () => {
  it('ends with the time for it, to the millisecond', () => {
    expect(decideEdit(message, request)).toEqual({ kind: 'edit', text: 'hi', at: request.now });
    const late = new Date(request.now.getTime() + 1);
    expect(decideEdit(message, { ...request, now: late })).toEqual({ kind: 'window_closed', closedAt: request.now });
  });

  it('never ends where the time for it is 0', () => {
    const now = new Date('9999-12-31T23:59:59Z');
    expect(decideEdit(message, { ...request, now, editMinutes: 0 })).toEqual({ kind: 'edit', text: 'hi', at: now });
  });

  it('is for the author, even to say the same', () => {
    expect(decideEdit(message, { ...request, editorId: 'bob', text: 'hello' })).toEqual({ kind: 'not_theirs' });
  });
});
