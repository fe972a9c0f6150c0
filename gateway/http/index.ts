export { createHttpServer, type HttpConfig } from './create-http-server.ts';
export { encodeForeignError, encodeGraphQLError, sendError } from './encode-error.ts';
export { registerGraphqlRoute, type ScopeOf } from './graphql-route.ts';
