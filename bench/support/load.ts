import { Pool } from 'undici';

/** One way to have a message processed. */
export interface Way {
  readonly name: string;
  /** The request for this text; `number` counts the requests of one load. */
  readonly request: (text: string, number: number) => WayRequest;
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
  const pools = new Map<string, Pool>();
  const poolOf = (origin: string): Pool => {
    const known = pools.get(origin) ?? new Pool(origin, { connections: concurrency, pipelining: 1 });
    pools.set(origin, known);
    return known;
  };
  let sent = 0;
  const latenciesMs: number[] = [];
  const startedAt = performance.now();
  const sendUntilOver = async (): Promise<void> => {
    while (performance.now() - startedAt < forMs) {
      const sentAt = performance.now();
      const text = `message ${sent}`;
      const request = way.request(text, sent++);
      await processOne(poolOf(request.origin), request, { name: way.name, text });
      latenciesMs.push(performance.now() - sentAt);
    }
  };
  try {
    await Promise.all(Array.from({ length: concurrency }, sendUntilOver));
    return { messages: latenciesMs.length, elapsedMs: performance.now() - startedAt, latenciesMs };
  } finally {
    await Promise.all([...pools.values()].map((pool) => pool.close()));
  }
}

async function processOne(
  pool: Pool,
  { path, headers = {}, body }: WayRequest,
  { name, text }: { readonly name: string; readonly text: string },
): Promise<void> {
  const reply = await pool.request({ method: 'POST', path, headers, ...(body === undefined ? {} : { body }) });
  const answer = await reply.body.text();
  if (reply.statusCode !== 200 || !answer.includes(Array.from(text).reverse().join('')))
    throw new Error(`${name}: answered ${reply.statusCode}: ${answer}`);
}
