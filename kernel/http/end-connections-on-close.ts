import type { FastifyInstance } from 'fastify';

/**
 * Ends each connection with the answer that is in flight when the listener closes. A keep-alive connection would
 * otherwise stay open after its answer, and the close would wait for the client to end it.
 */
export function endConnectionsOnClose(app: FastifyInstance): void {
  let isClosing = false;
  app.addHook('preClose', (done) => {
    isClosing = true;
    done();
  });
  app.addHook('onSend', (_request, reply) => {
    if (isClosing) reply.header('connection', 'close');
    return Promise.resolve();
  });
}
