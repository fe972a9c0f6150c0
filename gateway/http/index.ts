export { createHttpServer, type HttpConfig } from './create-http-server.ts';
export { createErrorFormat, type ErrorFormatOptions } from './error-format.ts';
export { registerGraphqlRoute, type ScopeOf } from './graphql-route.ts';
