import { expect, it } from 'vitest';

import { classifyAnswer } from './classify-answer.ts';
import { FREE_PROVIDER } from './provider-rows.ts';

const answer = (text: string) => ({ status: 200, headers: {}, body: JSON.stringify({ text }) });

it('an answer that the ledger cannot keep is a call without an answer', () => {
  expect(classifyAnswer(answer('fine'), FREE_PROVIDER, 0)).toMatchObject({ kind: 'answered', text: 'fine' });
  expect(classifyAnswer(answer('a\0b'), FREE_PROVIDER, 0)).toMatchObject({ kind: 'failed' });
});
