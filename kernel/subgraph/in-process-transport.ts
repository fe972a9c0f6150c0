import { AppError } from '../errors/index.ts';
import type { CallReply, SubgraphTransport } from '../transport/index.ts';
import type { Subgraph } from './create-subgraph.ts';

/**
 * Reaches a subgraph in the same process with exactly what would travel over HTTP: the serialised, signed
 * call. No resolver can come to depend on sharing memory with the gateway.
 */
export function createInProcessTransport(subgraph: () => Subgraph | undefined): SubgraphTransport {
  const running = (): Subgraph => {
    const found = subgraph();
    if (found === undefined) throw new AppError('SUBGRAPH_UNAVAILABLE');
    return found;
  };
  return {
    send: async (call, signal) => await withinSignal(running().handle(call), signal),
    async read(path) {
      const document = running().published[path];
      if (document === undefined)
        throw new AppError('SUBGRAPH_UNAVAILABLE', { cause: new Error(`publishes no ${path}`) });
      return await document();
    },
    async ready() {
      await Promise.all(Object.values(running().checks).map((check) => check()));
    },
    close: () => Promise.resolve(),
  };
}

async function withinSignal(reply: Promise<CallReply>, signal: AbortSignal | undefined): Promise<CallReply> {
  if (signal === undefined) return await reply;
  const { promise: aborted, reject } = Promise.withResolvers<never>();
  const onAbort = () => {
    reject(new AppError('DEADLINE_EXCEEDED'));
  };
  if (signal.aborted) onAbort();
  signal.addEventListener('abort', onAbort, { once: true });
  try {
    return await Promise.race([reply, aborted]);
  } finally {
    signal.removeEventListener('abort', onAbort);
  }
}
