export { createSubgraph, type Subgraph, type SubgraphOptions } from './create-subgraph.ts';
export { createInProcessTransport } from './in-process-transport.ts';
export { serveSubgraph, type ServeOptions, type SubgraphServer } from './serve-subgraph.ts';
export {
  defineSubgraph,
  type Platform,
  type RequestContext,
  type SubgraphDefinition,
  type SubgraphRuntime,
} from './subgraph-definition.ts';
