import { Pool } from 'undici';

/** One way to have a message processed. */
export interface Way {
  readonly name: string;
  /** A request for this text. */
  readonly request: (text: string) => WayRequest;
}

export interface WayRequest {
  readonly origin: string;
  readonly path: string;
  readonly headers?: Readonly<Record<string, string>>;
  readonly body?: string;
}

export interface LoadOptions {
  /** As many requests are under way at any time. */
  readonly concurrency: number;
  readonly forMs: number;
}

export interface Load {
  readonly messages: number;
  readonly elapsedMs: number;
  readonly latenciesMs: readonly number[];
}

/**
 * Sends message after message over kept connections until the time is over, and waits for the last answer.
 * @throws where a message is not processed: a fast refusal is no result.
 */
export async function runLoad(way: Way, { concurrency, forMs }: LoadOptions): Promise<Load> {
  const pool = new Pool(way.request('').origin, { connections: concurrency, pipelining: 1 });
  const latenciesMs: number[] = [];
  const startedAt = performance.now();
  const sendUntilOver = async (): Promise<void> => {
    while (performance.now() - startedAt < forMs) {
      const sentAt = performance.now();
      await processOne(pool, way, `message ${latenciesMs.length}`);
      latenciesMs.push(performance.now() - sentAt);
    }
  };
  try {
    await Promise.all(Array.from({ length: concurrency }, sendUntilOver));
    return { messages: latenciesMs.length, elapsedMs: performance.now() - startedAt, latenciesMs };
  } finally {
    await pool.close();
  }
}

async function processOne(pool: Pool, { name, request }: Way, text: string): Promise<void> {
  const { path, headers = {}, body } = request(text);
  const reply = await pool.request({ method: 'POST', path, headers, ...(body === undefined ? {} : { body }) });
  const answer = await reply.body.text();
  if (reply.statusCode !== 200 || !answer.includes(Array.from(text).reverse().join('')))
    throw new Error(`${name}: answered ${reply.statusCode}: ${answer}`);
}
