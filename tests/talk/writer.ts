import { setTimeout as sleep } from 'node:timers/promises';

import { ERRORS, isErrorCode } from '../../kernel/errors/index.ts';
import { Tally } from './tally.ts';

/** Somebody who says one thing after the other in a chat. */
export interface WriterOptions {
  readonly name: string;
  readonly token: string;
  readonly chatId: string;
  /** Gateways; it stays with one until that fails it, then goes to the next. */
  readonly urls: readonly string[];
  readonly messages: number;
  readonly onAcknowledged: () => void;
}

/** A message that the graph has said to have. */
export interface Acknowledged {
  readonly clientMessageId: string;
  readonly text: string;
  readonly seq: number;
}

export interface WriterReport {
  /** In the order in which they were sent: each one after the one before was acknowledged. */
  readonly acknowledged: readonly Acknowledged[];
  /** What made it send again, and how often. */
  readonly retries: Tally;
}

const SEND = `mutation ($input: SendMessageInput!) {
  sendMessage(input: $input) { __typename ... on MessageSent { message { seq text } } }
}`;
const PATIENCE_MS = 5_000;
const PAUSE_MS = 50;

/**
 * Sends all messages; each again and again under the same client id until it is acknowledged.
 * @throws where the graph answers what no repetition cures.
 */
export async function write({
  name,
  token,
  chatId,
  urls,
  messages,
  onAcknowledged,
}: WriterOptions): Promise<WriterReport> {
  const acknowledged: Acknowledged[] = [];
  const retries = new Tally();
  let gateway = 0;
  for (let n = 1; n <= messages; n += 1) {
    const [clientMessageId, text] = [`${name}:${n}`, `${name} says ${n}`];
    for (;;) {
      const url = urls[gateway % urls.length] ?? '';
      const outcome = await send(url, { token, chatId, clientMessageId, text });
      if (outcome.kind === 'acknowledged') {
        acknowledged.push({ clientMessageId, text: outcome.text, seq: outcome.seq });
        break;
      }
      retries.count(outcome.reason);
      gateway += 1;
      await sleep(PAUSE_MS * (0.5 + Math.random()));
    }
    onAcknowledged();
  }
  return { acknowledged, retries };
}

type Outcome =
  | { readonly kind: 'acknowledged'; readonly seq: number; readonly text: string }
  | { readonly kind: 'unknown'; readonly reason: string };

interface Sending {
  readonly token: string;
  readonly chatId: string;
  readonly clientMessageId: string;
  readonly text: string;
}

interface SendAnswer {
  readonly data?: {
    readonly sendMessage: {
      readonly __typename: string;
      readonly message?: { readonly seq: number; readonly text: string };
    };
  } | null;
  readonly errors?: readonly { readonly extensions: { readonly code?: string } }[];
}

async function send(url: string, { token, ...input }: Sending): Promise<Outcome> {
  let answer: SendAnswer;
  try {
    const response = await fetch(`${url}/graphql`, {
      method: 'POST',
      headers: { 'content-type': 'application/json', authorization: `Bearer ${token}` },
      body: JSON.stringify({ query: SEND, variables: { input } }),
      signal: AbortSignal.timeout(PATIENCE_MS),
    });
    answer = (await response.json()) as SendAnswer;
  } catch (error) {
    return { kind: 'unknown', reason: error instanceof Error ? error.message : String(error) };
  }
  const message = answer.data?.sendMessage.message;
  if (message !== undefined) return { kind: 'acknowledged', ...message };
  const code = answer.errors?.[0]?.extensions.code;
  if (!isErrorCode(code) || !ERRORS[code].retryable) throw new Error(`not sent: ${JSON.stringify(answer)}`);
  return { kind: 'unknown', reason: code };
}
