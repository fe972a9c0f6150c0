import { z } from 'zod';

import type { Viewer } from '../auth/index.ts';
import { AppError } from '../errors/index.ts';
import { EVENTS, type EventHandlers, type EventName, type EventPayload } from './events.ts';

const messageSchema = z.strictObject({
  name: z.enum(Object.keys(EVENTS) as [EventName, ...EventName[]]),
  seq: z.number().int().positive(),
  payload: z.unknown(),
});

/**
 * Applies an event that its owner sent.
 * @throws FORBIDDEN unless the owner itself sends it; BAD_REQUEST for what is no event.
 */
export async function receiveEvent(
  handlers: EventHandlers,
  message: unknown,
  sender: Viewer,
): Promise<{ readonly applied: boolean }> {
  const { name, seq, payload } = parse(messageSchema, message);
  if (sender.kind !== 'service' || sender.name !== EVENTS[name].owner) throw new AppError('FORBIDDEN');
  const handle = handlers[name] as Apply | undefined;
  if (handle === undefined) return { applied: false };
  await handle({ seq, payload: parse<EventPayload<EventName>>(EVENTS[name].payload, payload) });
  return { applied: true };
}

/** Handler and payload are found under the same name, which the compiler cannot follow. */
type Apply = (event: { readonly seq: number; readonly payload: EventPayload<EventName> }) => Promise<void>;

function parse<T>(schema: z.ZodType<T>, value: unknown): T {
  const result = schema.safeParse(value);
  if (!result.success) throw new AppError('BAD_REQUEST', { cause: result.error });
  return result.data;
}
