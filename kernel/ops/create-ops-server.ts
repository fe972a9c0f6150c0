import Fastify from 'fastify';
import type { Registry } from 'prom-client';

import { toAppError } from '../errors/index.ts';
import { endConnectionsOnClose } from '../http/index.ts';

export type Checks = Readonly<Record<string, () => Promise<void>>>;

export interface OpsOptions {
  /** Each rejects while what it names is away. */
  readonly checks: Checks;
  /** What the process can do without for a while: shown beside the dependencies, without a say in readiness. */
  readonly notes?: () => Readonly<Record<string, string>>;
  /** False as soon as the process is told to stop, so that load balancers turn away first. */
  readonly accepting: () => boolean;
  readonly metrics: Registry;
}

export interface OpsServer {
  listen(port: number, host: string): Promise<string>;
  /** Answers as over a socket, for tests. */
  inject(path: string): Promise<{ readonly statusCode: number; readonly body: string }>;
  close(): Promise<void>;
}

const CHECK_TIMEOUT_MS = 1_000;

/**
 * The operations port: `/livez` (the process answers), `/readyz` (200 when it accepts work and every
 * dependency answers, else 503, with the state of each), `/metrics` (Prometheus). Never public.
 */
export function createOpsServer({ checks, notes, accepting, metrics }: OpsOptions): OpsServer {
  const app = Fastify({ logger: false });
  endConnectionsOnClose(app);
  app.get('/livez', () => ({ status: 'alive' }));
  app.get('/readyz', async (_request, reply) => {
    const states = await Promise.all(
      Object.entries(checks).map(async ([name, check]) => [name, await stateOf(check)] as const),
    );
    const ready = accepting() && states.every(([, state]) => state === 'up');
    const status = ready ? 'ready' : accepting() ? 'unready' : 'stopping';
    return await reply
      .code(ready ? 200 : 503)
      .send({ status, dependencies: Object.fromEntries(states), ...(notes === undefined ? {} : { notes: notes() }) });
  });
  app.get('/metrics', async (_request, reply) => await reply.type(metrics.contentType).send(await metrics.metrics()));
  return {
    listen: (port, host) => app.listen({ port, host }),
    inject: (path) => app.inject(path),
    close: () => app.close(),
  };
}

async function stateOf(check: () => Promise<void>): Promise<string> {
  const { promise: late, reject } = Promise.withResolvers<never>();
  const timer = setTimeout(() => {
    reject(new DOMException('no answer', 'TimeoutError'));
  }, CHECK_TIMEOUT_MS);
  try {
    await Promise.race([check(), late]);
    return 'up';
  } catch (error) {
    return `down: ${toAppError(error).code}`;
  } finally {
    clearTimeout(timer);
  }
}
