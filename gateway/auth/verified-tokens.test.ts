import { describe, expect, it } from 'vitest';

import type { UserViewer } from '../../kernel/auth/index.ts';
import { createVerifiedTokens, type VerifiedCredential } from './verified-tokens.ts';

const viewer: UserViewer = { kind: 'user', id: '01a1fb03-6c7b-73a4-b08e-4a77c8f04a15', roles: ['USER'] };
const verified: VerifiedCredential = { viewer, issuedAt: 0, expiresAt: 10_000 };

describe('verified tokens', () => {
  it('are known by their whole text, at their own door, until they expire', () => {
    let now = 0;
    const tokens = createVerifiedTokens(() => now);
    tokens.remember('a.b.c', 'graphql', verified);
    expect(tokens.find('a.b.c', 'graphql')).toEqual(verified);
    expect(tokens.find('a.b.d', 'graphql')).toBeUndefined();
    expect(tokens.find('a.b.c', 'octo')).toBeUndefined();
    tokens.remember('d.e.f', 'graphql', verified);
    tokens.forget('d.e.f', 'graphql');
    expect(tokens.find('d.e.f', 'graphql')).toBeUndefined();
    now = 10_000;
    expect(tokens.find('a.b.c', 'graphql')).toBeUndefined();
  });

  it('are a bounded number: the oldest is verified anew', () => {
    const tokens = createVerifiedTokens(() => 0);
    for (let index = 0; index <= 10_000; index += 1) tokens.remember(`t${index}`, 'graphql', verified);
    expect(tokens.find('t0', 'graphql')).toBeUndefined();
    expect(tokens.find('t1', 'graphql')).toEqual(verified);
  });
});
