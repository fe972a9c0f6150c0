export { PRESENCE_LOCK, refuseDeparted, rememberDeparted } from './departed-users.ts';
export { EVENTS, type EventHandlers, type EventName, type EventPayload, type FollowedEvent } from './events.ts';
export { createOutbox, OUTBOX_TABLE, type Outbox, type OutboxOptions } from './outbox.ts';
export { receiveEvent } from './receive-event.ts';
