import { parse } from 'graphql';
import { describe, expect, it } from 'vitest';

import { createDocumentCache } from './document-cache.ts';

const text = (name: string, length: number) => `{ ${name} }`.padEnd(length);
const document = parse('{ me }');

describe('the cache of documents', () => {
  it('knows what it was given', () => {
    const cache = createDocumentCache(100);
    expect(cache.find('{ me }')).toBeUndefined();
    cache.keep('{ me }', document);
    expect(cache.find('{ me }')).toBe(document);
  });

  it('never keeps more characters than it may, however many documents come and however large they are', () => {
    const cache = createDocumentCache(1_000);
    const texts = Array.from({ length: 50 }, (_, index) => text(`field${index}`, 90 + index * 25));
    for (const one of texts) cache.keep(one, document);
    const kept = texts.filter((one) => cache.find(one) !== undefined);
    expect(kept.length).toBeGreaterThan(0);
    expect(kept.join('').length).toBeLessThanOrEqual(1_000);
  });
});
