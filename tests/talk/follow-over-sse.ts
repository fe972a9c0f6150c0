import { setTimeout as sleep } from 'node:timers/promises';

import { ERRORS, isErrorCode } from '../../kernel/errors/index.ts';
import { serverSentEvents } from './server-sent-events.ts';
import {
  MESSAGE_ADDED,
  pauseMs,
  type EventPayload,
  type Following,
  type Received,
  type Subscriber,
} from './subscriber.ts';
import { Tally } from './tally.ts';

/** Why a connection is over. */
type Ending =
  { readonly kind: 'try again'; readonly reason: string } | { readonly kind: 'give up'; readonly reason: string };

/** Follows a chat over server-sent events; each new connection says with Last-Event-ID how far the one before came. */
export function followOverSse({ name, token, chatId, urls, afterSeq }: Following): Subscriber {
  const received: Received[] = [];
  const endings = new Tally();
  const stopping = new AbortController();
  let lastEventId: string | undefined;
  let failure: string | undefined;

  const connect = async (url: string): Promise<Ending> => {
    const response = await fetch(`${url}/graphql`, {
      method: 'POST',
      headers: {
        'content-type': 'application/json',
        accept: 'text/event-stream',
        authorization: `Bearer ${token}`,
        ...(lastEventId === undefined ? {} : { 'last-event-id': lastEventId }),
      },
      body: JSON.stringify({ query: MESSAGE_ADDED, variables: { chatId, afterSeq } }),
      signal: stopping.signal,
    });
    if (response.status !== 200 || response.body === null)
      return endingOf((JSON.parse(await response.text()) as EventPayload).errors);
    for await (const { event, id, data } of serverSentEvents(response.body)) {
      if (event !== 'next') continue;
      const payload = JSON.parse(data) as EventPayload;
      if (payload.errors !== undefined || payload.data?.messageAdded === undefined) return endingOf(payload.errors);
      received.push(payload.data.messageAdded);
      lastEventId = id;
    }
    return { kind: 'try again', reason: 'stream ended' };
  };
  const follow = async (): Promise<void> => {
    for (let connections = 0; ; connections += 1) {
      const ending = await connect(urls[connections % urls.length] ?? '').catch((error: unknown): Ending => ({
        kind: 'try again',
        reason: error instanceof Error ? error.message : 'failed',
      }));
      if (stopping.signal.aborted) return;
      if (ending.kind === 'give up') {
        failure = ending.reason;
        return;
      }
      endings.count(ending.reason);
      await sleep(pauseMs());
    }
  };
  void follow();
  return {
    name,
    received,
    endings,
    failure: () => failure,
    stop() {
      stopping.abort();
    },
  };
}

function endingOf(errors: EventPayload['errors']): Ending {
  const code = errors?.[0]?.extensions?.code;
  if (isErrorCode(code) && ERRORS[code].retryable) return { kind: 'try again', reason: code };
  return { kind: 'give up', reason: JSON.stringify(errors) };
}
