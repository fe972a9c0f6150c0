import Fastify, { type FastifyError, type FastifyInstance, type FastifyReply, type FastifyRequest } from 'fastify';

import { endConnectionsOnClose } from '../kernel/http/index.ts';

/** What a provider has done since it started. */
export interface ProviderStats {
  /** Messages processed; each once, however often its answer was repeated. */
  readonly accepted: number;
  readonly refused: number;
  /** Answers given again to a key that came again. */
  readonly replayed: number;
}

/** An upstream provider as a service of its own. */
export interface ProviderService {
  readonly app: FastifyInstance;
  /** @returns its address, such as `http://127.0.0.1:4021`. Port 0 takes a free one. */
  listen(port: number, host: string): Promise<string>;
  /** Answers the requests in flight, then closes. */
  close(): Promise<void>;
  stats(): ProviderStats;
}

export interface ProcessBody {
  readonly text: string;
}

export type ProcessHandler = (
  request: FastifyRequest<{ Body: ProcessBody }>,
  reply: FastifyReply,
) => { readonly text: string } | FastifyReply;

const BODY = {
  type: 'object',
  required: ['text'],
  additionalProperties: false,
  properties: { text: { type: 'string' } },
} as const;

/**
 * The REST face both reference providers have: `POST /process {text}` -> `{text}`, `GET /stats`,
 * `GET /livez`. What is not a well-formed request is answered 400, 413 or 415 and not counted.
 */
export function createProviderService(process: ProcessHandler, stats: () => ProviderStats): ProviderService {
  const app = Fastify({ ajv: { customOptions: { coerceTypes: false, removeAdditional: false } } });
  endConnectionsOnClose(app);
  app.removeContentTypeParser('text/plain');
  app.setErrorHandler<FastifyError>((error, _request, reply) => {
    const status = error.statusCode ?? 500;
    return reply.code(status).send({ error: status < 500 ? error.message : 'Something went wrong.' });
  });
  app.setNotFoundHandler((_request, reply) => reply.code(404).send({ error: 'There is no such thing.' }));
  app.post('/process', { schema: { body: BODY } }, process);
  app.get('/stats', () => stats());
  app.get('/livez', () => ({ status: 'alive' }));
  return {
    app,
    listen: (port, host) => app.listen({ port, host }),
    close: () => app.close(),
    stats,
  };
}
