import { Pool, type Dispatcher } from 'undici';

import type { CallOutcome, ProviderCall, ProviderClient } from '../provider-client.ts';
import type { Answer } from './answer-place.ts';
import { classifyAnswer } from './classify-answer.ts';
import type { ProviderRow } from './provider-row.ts';

export interface HttpProviderClientOptions {
  /** Origin of the provider, such as `http://127.0.0.1:4021`. */
  readonly url: string;
  readonly row: ProviderRow;
  /** Sent as `Authorization: Bearer`. */
  readonly token?: string | undefined;
  /** Connections at most. Calls beyond them queue, and are not sent once their time is over. */
  readonly connections?: number;
}

const MAX_ANSWER_BYTES = 1_048_576;

/** Opens a client of a provider that takes JSON by POST and answers JSON. */
export function openHttpProviderClient(options: HttpProviderClientOptions): ProviderClient {
  const { url, row, token, connections = 128 } = options;
  const headers = {
    'content-type': 'application/json',
    ...(token === undefined ? {} : { authorization: `Bearer ${token}` }),
  };
  // One request a connection at a time: a request behind a slow one would arrive long after its slot was taken.
  const pool = new Pool(url, { connections, pipelining: 1, connectTimeout: 2_000 });
  return {
    call: (call) => send(pool, call, { row, headers }),
    close: () => pool.close(),
  };
}

class TooLate extends Error {
  override readonly name = 'TooLate';
}

interface Dialect {
  readonly row: ProviderRow;
  readonly headers: Readonly<Record<string, string>>;
}

function send(pool: Pool, call: ProviderCall, { row, headers: own }: Dialect): Promise<CallOutcome> {
  return new Promise((resolve) => {
    let isSent = false;
    let controller: Dispatcher.DispatchController | undefined;
    let answer: Omit<Answer, 'body'> = { status: 0, headers: {} };
    const chunks: Buffer[] = [];
    let bytes = 0;

    let isOver = false;
    const end = (outcome: CallOutcome): void => {
      isOver = true;
      clearTimeout(timer);
      resolve(outcome);
    };
    const fail = (cause: unknown): void => {
      end(isSent ? { kind: 'lost', cause } : { kind: 'not_sent', late: cause instanceof TooLate, cause });
    };
    const timer = setTimeout(
      () => {
        const late = new TooLate('no answer in time');
        fail(late);
        controller?.abort(late);
      },
      Math.max(0, call.answerBefore - performance.now()),
    );

    const handler: Dispatcher.DispatchHandler = {
      onRequestStart(started) {
        // Nothing is written yet: the last moment at which the call can still be taken back.
        controller = started;
        const now = performance.now();
        // A timer may fire a little early: what has been told as not sent must not be sent after all.
        if (isOver || now > call.sendBefore || now > call.answerBefore) started.abort(new TooLate('not sent in time'));
        else isSent = true;
      },
      onResponseStart(_controller, status, headers) {
        answer = { status, headers };
      },
      onResponseData(receiving, chunk) {
        bytes += chunk.length;
        if (bytes > MAX_ANSWER_BYTES) receiving.abort(new Error(`answer above ${MAX_ANSWER_BYTES} bytes`));
        else chunks.push(chunk);
      },
      onResponseEnd() {
        end(classifyAnswer({ ...answer, body: Buffer.concat(chunks).toString('utf8') }, row, Date.now()));
      },
      onResponseError(_controller, error) {
        fail(error);
      },
    };
    const headers = row.keyHeader === undefined ? own : { ...own, [row.keyHeader]: call.key };
    const body = JSON.stringify(row.request(call.text));
    try {
      pool.dispatch({ path: row.path, method: 'POST', headers, body, idempotent: false }, handler);
    } catch (error) {
      fail(error);
    }
  });
}
