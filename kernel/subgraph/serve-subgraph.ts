import Fastify from 'fastify';

import { toAppError } from '../errors/index.ts';
import { endConnectionsOnClose } from '../http/index.ts';
import type { Subgraph } from './create-subgraph.ts';

export interface SubgraphServer {
  /** The address it listens on, such as `http://127.0.0.1:4011`. */
  readonly url: string;
  close(): Promise<void>;
}

export interface ServeOptions {
  readonly host: string;
  readonly port: number;
  readonly bodyLimit: number;
}

/** Gateways send batches of references: a call between processes may be larger than a client's request. */
const BATCH_FACTOR = 16;

/** Puts a subgraph on HTTP: signed calls, its published documents, and `/livez`. */
export async function serveSubgraph(
  subgraph: Subgraph,
  { host, port, bodyLimit }: ServeOptions,
): Promise<SubgraphServer> {
  const app = Fastify({ logger: false, bodyLimit: bodyLimit * BATCH_FACTOR, keepAliveTimeout: 65_000 });
  endConnectionsOnClose(app);
  app.removeAllContentTypeParsers();
  app.addContentTypeParser('application/json', { parseAs: 'string' }, (_request, body, done) => {
    done(null, body);
  });
  app.setErrorHandler(async (thrown, _request, reply) => {
    const error = toAppError(thrown);
    await reply.code(error.entry.status).send({ errors: [{ message: error.message, extensions: error.extensions }] });
  });
  app.post<{ Body: string | undefined }>('/*', async (request, reply) => {
    const headers = request.headers as Readonly<Record<string, string>>;
    const { status, body } = await subgraph.handle({ path: request.url, headers, body: request.body ?? '' });
    return await reply.code(status).type('application/json').send(body);
  });
  app.get('/livez', () => ({ status: 'alive' }));
  for (const [path, read] of Object.entries(subgraph.published)) app.get(path, read);
  const url = await app.listen({ host, port });
  return { url, close: () => app.close() };
}
