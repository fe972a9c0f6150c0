export { openHttpPeers, type Peers } from './open-http-peers.ts';
export { createHttpTransport } from './http-transport.ts';
export { readReply } from './read-reply.ts';
export { createSubgraphCaller, type SubgraphCaller } from './subgraph-caller.ts';
export type { CallReply, SubgraphTransport } from './transport.ts';
