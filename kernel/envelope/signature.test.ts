import fc from 'fast-check';
import { describe, expect, it } from 'vitest';

import { createSigner, createVerifier, type Envelope, type SignedCall } from './index.ts';

const SECRET = 'a secret of at least thirty-two characters';
const envelope: Envelope = { viewer: { kind: 'anonymous' }, contract: 'graphql', requestId: 'r-1', budgetMs: 500 };
const sign = createSigner(SECRET, 'users');

describe('a signed call', () => {
  it('carries its envelope to the subgraph it is meant for', () => {
    expect(createVerifier(SECRET, 'users')(sign('/graphql', '{}', envelope))).toEqual(envelope);
  });

  it('is refused by another subgraph, and under another secret', () => {
    const call = sign('/graphql', '{}', envelope);
    expect(() => createVerifier(SECRET, 'orders')(call)).toThrow(/signed calls only/);
    expect(() => createVerifier(`${SECRET}!`, 'users')(call)).toThrow(/signed calls only/);
  });

  it('is refused when repeated', () => {
    const verify = createVerifier(SECRET, 'users');
    const call = sign('/graphql', '{}', envelope);
    verify(call);
    expect(() => verify(call)).toThrow(/signed calls only/);
  });

  it('is refused when it is late or from the future', () => {
    const verifyAt = (now: number) => createVerifier(SECRET, 'users', () => now);
    const call = createSigner(SECRET, 'users', () => 1_000_000)('/graphql', '{}', envelope);
    expect(() => verifyAt(1_031_001)(call)).toThrow(/signed calls only/);
    expect(() => verifyAt(960_000)(call)).toThrow(/signed calls only/);
    expect(verifyAt(1_029_000)(call)).toEqual(envelope);
  });

  it('is refused when any character of it was changed', () => {
    const call = sign('/graphql', '{"query":"{ me { id } }"}', envelope);
    const places = ['path', 'body', 'stoa-envelope', 'signature-input', 'signature'] as const;
    fc.assert(
      fc.property(
        fc.constantFrom(...places),
        fc.nat(),
        fc.string({ minLength: 1, maxLength: 1 }),
        (place, index, char) => {
          const altered = alter(call, place, index, char);
          fc.pre(altered !== undefined);
          expect(() => createVerifier(SECRET, 'users')(altered)).toThrow(/signed calls only/);
        },
      ),
      { numRuns: 1_000 },
    );
  });

  it('is refused without a signature, or with other covered components', () => {
    const call = sign('/graphql', '{}', envelope);
    expect(() => createVerifier(SECRET, 'users')({ ...call, headers: {} })).toThrow(/signed calls only/);
    const fewer = (call.headers['signature-input'] ?? '').replace(' "stoa-envelope"', '');
    expect(() =>
      createVerifier(SECRET, 'users')({ ...call, headers: { ...call.headers, 'signature-input': fewer } }),
    ).toThrow(/signed/);
  });
});

function alter(call: SignedCall, place: string, index: number, char: string): SignedCall | undefined {
  const text = place === 'path' ? call.path : place === 'body' ? call.body : (call.headers[place] ?? '');
  const at = index % text.length;
  if (text[at] === char) return undefined;
  const changed = text.slice(0, at) + char + text.slice(at + 1);
  if (place === 'path' || place === 'body') return { ...call, [place]: changed };
  return { ...call, headers: { ...call.headers, [place]: changed } };
}
