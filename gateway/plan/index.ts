export { executableOperation } from './executable-operation.ts';
export { createForeignDataSource, type ForeignDataSource } from './foreign-data-source.ts';
export { composeSupergraph, loadSupergraph } from './load-supergraph.ts';
export { createSubgraphDataSource, type ObserveCall } from './subgraph-data-source.ts';
