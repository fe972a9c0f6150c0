import { setTimeout as sleep } from 'node:timers/promises';

import { createClient } from 'graphql-ws';
import { WebSocket } from 'ws';

import { ERRORS, isErrorCode } from '../../kernel/errors/index.ts';
import {
  MESSAGE_ADDED,
  pauseMs,
  type EventPayload,
  type Following,
  type Received,
  type Subscriber,
} from './subscriber.ts';
import { Tally } from './tally.ts';

/** Follows a chat with the client of the protocol as it is; the variables of each new attempt tell how far it came. */
export function followOverWebSocket({ name, token, chatId, urls, afterSeq }: Following): Subscriber {
  const received: Received[] = [];
  const endings = new Tally();
  let [connections, failure, stopped] = [0, undefined as string | undefined, false];
  const client = createClient({
    url: () => `${(urls[connections++ % urls.length] ?? '').replace('http', 'ws')}/graphql`,
    webSocketImpl: WebSocket,
    connectionParams: { authorization: `Bearer ${token}` },
    connectionAckWaitTimeout: 5_000,
    retryAttempts: Infinity,
    shouldRetry: () => true,
    retryWait: () => sleep(pauseMs()),
    on: {
      closed: (event) => {
        if (!stopped) endings.count(`close ${String((event as { code?: number }).code)}`);
      },
    },
  });
  const variables = {
    chatId,
    get afterSeq(): number | undefined {
      return received.at(-1)?.seq ?? afterSeq;
    },
  };
  let unsubscribe = (): void => undefined;
  const subscribe = (): void => {
    unsubscribe = client.subscribe<EventPayload['data']>(
      { query: MESSAGE_ADDED, variables },
      {
        next({ data, errors }) {
          if (data?.messageAdded !== undefined && errors === undefined) received.push(data.messageAdded);
          else end(errors ?? data);
        },
        error: end,
        complete: () => {
          end('completed');
        },
      },
    );
  };
  const end = (reason: unknown): void => {
    if (stopped) return;
    if (!isWorthRepeating(reason)) {
      failure = describe(reason);
      return;
    }
    endings.count(describe(reason));
    setTimeout(subscribe, pauseMs());
  };
  subscribe();
  return {
    name,
    received,
    endings,
    failure: () => failure,
    stop() {
      stopped = true;
      unsubscribe();
    },
  };
}

function isWorthRepeating(reason: unknown): boolean {
  if (reason === 'completed') return true;
  return Array.isArray(reason) && reason.every((error) => isRetryable(codeOf(error)));
}

function isRetryable(code: unknown): boolean {
  return isErrorCode(code) && ERRORS[code].retryable;
}

function codeOf(error: unknown): unknown {
  return (error as { extensions?: { code?: unknown } }).extensions?.code;
}

function describe(reason: unknown): string {
  if (Array.isArray(reason) && isErrorCode(codeOf(reason[0]))) return String(codeOf(reason[0]));
  if (reason instanceof Error) return String(reason);
  const { code, reason: text } = reason as { code?: number; reason?: string };
  return code === undefined ? JSON.stringify(reason) : `close ${code} ${text ?? ''}`;
}
