import 'reflect-metadata';

import { expect, it } from 'vitest';

import { toProcessMessageResult } from './process-message.result.ts';

it('a block of a month is told as the longest wait that an Int can hold', () => {
  const month = { kind: 'free_blocked', retryAfterMs: 2_592_000_000 } as const;
  expect(toProcessMessageResult(month)).toEqual({ kind: 'free_blocked', retryAfterMs: 2 ** 31 - 1 });
  expect(toProcessMessageResult({ ...month, retryAfterMs: 5 })).toEqual({ kind: 'free_blocked', retryAfterMs: 5 });
});
