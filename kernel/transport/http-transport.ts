import { Pool } from 'undici';

import { AppError } from '../errors/index.ts';
import type { SubgraphTransport } from './transport.ts';

const CONNECTIONS = 64;
const READ_TIMEOUT_MS = 1_000;

/** Reaches a subgraph over HTTP with keep-alive connections. A call is sent once: never repeated here. */
export function createHttpTransport(origin: string): SubgraphTransport {
  const pool = new Pool(origin, { connections: CONNECTIONS, pipelining: 1, connect: { timeout: 2_000 } });

  const read = async (path: string): Promise<unknown> => {
    try {
      const reply = await pool.request({ method: 'GET', path, signal: AbortSignal.timeout(READ_TIMEOUT_MS) });
      const body = await reply.body.text();
      if (reply.statusCode === 200) return JSON.parse(body);
      throw new Error(`answered ${reply.statusCode}`);
    } catch (error) {
      throw new AppError('SUBGRAPH_UNAVAILABLE', { cause: error });
    }
  };

  return {
    async send({ path, headers, body }, signal) {
      try {
        const reply = await pool.request({
          method: 'POST',
          path,
          headers,
          body,
          ...(signal === undefined ? {} : { signal }),
        });
        return { status: reply.statusCode, body: await reply.body.text() };
      } catch (error) {
        if (signal?.aborted === true) throw new AppError('DEADLINE_EXCEEDED', { cause: error });
        throw new AppError('SUBGRAPH_UNAVAILABLE', { cause: error });
      }
    },
    read,
    async ready() {
      await read('/livez');
    },
    close: () => pool.close(),
  };
}
