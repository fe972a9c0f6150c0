import { readFileSync } from 'node:fs';

import { expect, it } from 'vitest';

import { CLOSE_CODES } from './close-codes.ts';

it('every code with which a socket is closed is documented, with whether to connect again', () => {
  const page = readFileSync(new URL('../../docs/talk.md', import.meta.url), 'utf8');
  for (const { code, isWorthReconnecting } of Object.values(CLOSE_CODES)) {
    const row = page.split('\n').find((line) => line.startsWith(`| ${code} `));
    const advice = row?.split('|')[3]?.trim() ?? 'nothing';
    expect([code, advice === 'no']).toEqual([code, !isWorthReconnecting]);
  }
});
