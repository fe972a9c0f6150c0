export { createHttpServer, type HttpConfig } from './create-http-server.ts';
export { createErrorFormat, type ErrorFormatOptions } from './error-format.ts';
export { registerGraphqlRoute, type GraphqlRouteOptions, type ScopeOf } from './graphql-route.ts';
export { createSseRoute } from './sse-route.ts';
export { registerWebSocketRoute } from './websocket-route.ts';
