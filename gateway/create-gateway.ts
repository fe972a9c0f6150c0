import { ApolloGateway, type GraphQLDataSource } from '@apollo/gateway';
import { ApolloServer } from '@apollo/server';
import type { InjectOptions, LightMyRequestResponse } from 'fastify';
import type { JSONWebKeySet } from 'jose';
import type { Registry } from 'prom-client';

import { ANONYMOUS, credentialRules, issuerOf, JWKS_PATH, type Viewer } from '../kernel/auth/index.ts';
import type { Config, SubgraphName } from '../kernel/config/index.ts';
import { AppError } from '../kernel/errors/index.ts';
import { StartError } from '../kernel/lifecycle/index.ts';
import { logError, type Logger } from '../kernel/logging/index.ts';
import type { RevocationFeed } from '../kernel/revocation/index.ts';
import type { SignalBus } from '../kernel/signals/index.ts';
import type { SubgraphCaller } from '../kernel/transport/index.ts';
import { bearerToken, openAuthenticator, type OpenAuthenticator } from './auth/index.ts';
import {
  createErrorFormat,
  createHttpServer,
  createSseRoute,
  registerGraphqlRoute,
  registerWebSocketRoute,
  type ScopeOf,
} from './http/index.ts';
import { depthLimit, singleUseFields } from './limits/index.ts';
import { createGatewayMetrics } from './ops/index.ts';
import {
  createForeignDataSource,
  createSubgraphDataSource,
  executableOperation,
  loadSupergraph,
  type ForeignDataSource,
  type ObserveCall,
} from './plan/index.ts';
import { registerPlayground } from './playground/index.ts';
import { openRealtime } from './realtime/index.ts';
import type { Execute, OperationError, RequestScope } from './request-scope.ts';
import { registerContracts } from './rest/index.ts';
import type { ClientOperation, OperationAnswer, Realtime } from './stream.ts';

/** What stands behind the gateway: our own subgraphs with accounts, or whatever a foreign supergraph names. */
export type Upstream =
  | {
      readonly kind: 'stoa';
      readonly caller: (name: SubgraphName) => SubgraphCaller | undefined;
      readonly fetchJwks: () => Promise<JSONWebKeySet>;
      /** By which the gateway hears of ended sessions; whoever opened it closes it after the gateway. */
      readonly revocations: RevocationFeed;
      /** By which it hears of what changed, for subscriptions; closed by whoever opened it, too. */
      readonly signals: SignalBus;
    }
  | { readonly kind: 'foreign'; readonly supergraph: string };

export interface GatewayOptions {
  readonly config: Config;
  readonly upstream: Upstream;
  readonly introspection: boolean;
  readonly logger: Logger;
  readonly metrics: Registry;
}

/** The front door: GraphQL, REST and playground over one graph. */
export interface Gateway {
  /** Answers as over a socket, for tests. */
  inject(request: InjectOptions): Promise<LightMyRequestResponse>;
  /** @returns the address it listens on. */
  listen(port: number, host: string): Promise<string>;
  /** States of what the gateway can do without for a while. */
  notes(): Readonly<Record<string, string>>;
  /** Takes no new connection, finishes what is in flight, and lets go of the upstream. */
  close(): Promise<void>;
}

export async function createGateway(options: GatewayOptions): Promise<Gateway> {
  const { config, upstream, introspection } = options;
  const supergraphSdl = upstream.kind === 'foreign' ? upstream.supergraph : await loadSupergraph(config.STOA_APPS);
  const logger = options.logger.child({ logger: 'gateway' });
  const metrics = createGatewayMetrics(options.metrics);
  const foreign: ForeignDataSource[] = [];

  const observe: ObserveCall = (subgraph, seconds, error) => {
    metrics.observeCall(subgraph, error?.code ?? 'ok', seconds);
    if (error !== undefined) logError(logger.child({ subgraph }), error);
  };
  const sourceFor = (name: string, url: string | undefined): GraphQLDataSource => {
    if (upstream.kind === 'foreign') {
      const source = createForeignDataSource({
        name,
        url: url ?? '',
        forward: config.FORWARD_HEADERS,
        observe,
      });
      foreign.push(source);
      return source;
    }
    const caller = upstream.caller(name as SubgraphName);
    if (caller === undefined) throw new Error(`The supergraph names ${name}, which does not run.`);
    return createSubgraphDataSource(name, caller, observe);
  };

  const formatError = createErrorFormat({
    isForeign: upstream.kind === 'foreign',
    showsSchema: introspection,
    logger,
  });
  const server = new ApolloServer<RequestScope>({
    gateway: new ApolloGateway({
      supergraphSdl,
      buildService: ({ name, url }) => sourceFor(name, url),
      logger: quiet(logger),
    }),
    introspection,
    hideSchemaDetailsFromClientErrors: !introspection,
    includeStacktraceInErrorResponses: false,
    persistedQueries: false,
    csrfPrevention: true,
    stopOnTerminationSignals: false,
    parseOptions: { maxLexicalTokens: config.MAX_QUERY_TOKENS },
    validationRules: [depthLimit(config.MAX_QUERY_DEPTH), ...(upstream.kind === 'stoa' ? [singleUseFields] : [])],
    formatError,
    logger: quiet(logger),
    plugins: [executableOperation({ hasStreams: upstream.kind === 'stoa' })],
  });
  await startServer(server);

  const { authenticate, ...credentials } =
    upstream.kind === 'stoa'
      ? await openAuthenticator({
          issuer: issuerOf(config),
          rules: credentialRules(config),
          fetchJwks: upstream.fetchJwks,
          users: () => upstream.caller('users'),
          revocations: upstream.revocations,
          observe: metrics.observeRevocations,
          logger,
        })
      : NOBODY_SIGNS_IN;
  const viewerOf = async (authorization: string | undefined): Promise<Viewer> =>
    upstream.kind === 'stoa' ? await authenticate(bearerToken(authorization), 'graphql') : ANONYMOUS;
  const scopeOf: ScopeOf = async ({ headers, id }) => ({
    viewer: await viewerOf(headers.authorization),
    contract: 'graphql',
    requestId: id,
    deadline: Date.now() + config.REQUEST_TIMEOUT_MS,
    headers,
  });

  const app = await createHttpServer(config, logger);
  metrics.observeRequests(app);
  const report = (error: AppError): void => {
    logError(logger, error);
  };
  const sendTimeoutMs = config.SOCKET_SEND_TIMEOUT_MS;
  let realtime: Realtime | undefined;
  if (upstream.kind === 'stoa') {
    realtime = openRealtime({
      execute: executeOperation(server),
      viewerOf,
      signals: upstream.signals,
      encode: (error) => formatError(error.toJSON(), error),
      timeoutMs: config.REQUEST_TIMEOUT_MS,
      onOpen: metrics.openStream,
      report,
    });
    registerWebSocketRoute(app, {
      realtime,
      origins: config.CORS_ORIGINS,
      publicUrl: config.PUBLIC_URL,
      maxSockets: config.MAX_SOCKETS,
      maxMessageBytes: config.BODY_LIMIT_BYTES,
      sendTimeoutMs,
      logger,
      onOpen: metrics.openSocket,
    });
  }
  const answerWithEvents = realtime === undefined ? undefined : createSseRoute(app, { realtime, sendTimeoutMs });
  registerGraphqlRoute(app, { server, scopeOf, answerWithEvents });
  registerPlayground(app, { endpoint: '/graphql' });
  if (upstream.kind === 'stoa') {
    app.get(JWKS_PATH, () => upstream.fetchJwks());
    await registerContracts(app, {
      authenticate,
      execute: executeThrough(server),
      apps: config.STOA_APPS,
      settings: { publicUrl: config.PUBLIC_URL, timeoutMs: config.REQUEST_TIMEOUT_MS },
      report,
    });
  }

  return {
    inject: (request) => app.inject(request),
    listen: (port, host) => app.listen({ port, host }),
    notes: () => credentials.notes(),
    async close() {
      await app.close();
      realtime?.close();
      await server.stop();
      await credentials.close();
      await Promise.all(foreign.map((source) => source.close()));
    },
  };
}

/** A foreign supergraph has its own accounts, if any. */
const NOBODY_SIGNS_IN: OpenAuthenticator = {
  authenticate: () => Promise.resolve(ANONYMOUS),
  notes: () => ({}),
  close: () => Promise.resolve(),
};

/** @throws StartError with what is wrong with the supergraph. */
async function startServer(server: ApolloServer<RequestScope>): Promise<void> {
  try {
    await server.start();
  } catch (error) {
    throw new StartError(`The supergraph cannot be served. ${String(error)}`);
  }
}

/** What does not come as a request of its own runs through the same pipeline: limits, plan, error encoding. */
function executeOperation(server: ApolloServer<RequestScope>) {
  return async (operation: ClientOperation, contextValue: RequestScope): Promise<OperationAnswer> => {
    const { query, variables, operationName } = operation;
    const request = {
      query,
      ...(variables == null ? {} : { variables: { ...variables } }),
      ...(operationName == null ? {} : { operationName }),
    };
    const { body } = await server.executeOperation(request, { contextValue });
    if (body.kind !== 'single')
      throw new AppError('INTERNAL', { cause: new Error('an operation without parts answered in parts') });
    const { data, errors } = body.singleResult;
    return { ...(data === undefined ? {} : { data }), ...(errors === undefined ? {} : { errors }) };
  };
}

function executeThrough(server: ApolloServer<RequestScope>): Execute {
  const execute = executeOperation(server);
  return async ({ document, variables }, scope) => {
    const { data, errors = [] } = await execute({ query: document, variables }, scope);
    return { data: data ?? null, errors: errors as readonly OperationError[] };
  };
}

/** Apollo's own lines say at info what our request line says already. */
function quiet(logger: Logger) {
  return {
    debug: (message?: string) => {
      logger.debug(message);
    },
    info: (message?: string) => {
      logger.debug(message);
    },
    warn: (message?: string) => {
      logger.warn(message);
    },
    error: (message?: string) => {
      logger.error(message);
    },
  };
}
