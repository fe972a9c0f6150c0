import { AppError } from '../errors/index.ts';
import type { Envelope, Signer } from '../envelope/index.ts';
import type { CallReply, SubgraphTransport } from './transport.ts';

/** Makes signed calls to one subgraph, each within the budget its envelope names. */
export interface SubgraphCaller {
  /** @throws SUBGRAPH_UNAVAILABLE, DEADLINE_EXCEEDED */
  call(path: string, body: string, envelope: Envelope): Promise<CallReply>;
  /** @throws SUBGRAPH_UNAVAILABLE */
  read(path: string): Promise<unknown>;
  ready(): Promise<void>;
}

export function createSubgraphCaller(transport: SubgraphTransport, sign: Signer): SubgraphCaller {
  return {
    async call(path, body, envelope) {
      if (envelope.budgetMs <= 0) throw new AppError('DEADLINE_EXCEEDED');
      return await transport.send(sign(path, body, envelope), AbortSignal.timeout(envelope.budgetMs));
    },
    read: (path) => transport.read(path),
    ready: () => transport.ready(),
  };
}
