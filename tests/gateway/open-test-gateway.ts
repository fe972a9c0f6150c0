import type { InjectOptions, LightMyRequestResponse } from 'fastify';
import { exportJWK, generateKeyPair, SignJWT, type JSONWebKeySet, type JWTPayload } from 'jose';
import { Registry } from 'prom-client';
import { v7 as uuidv7 } from 'uuid';

import { createGateway, type Gateway } from '../../gateway/create-gateway.ts';
import { JWKS_PATH } from '../../kernel/auth/index.ts';
import { loadConfig, type SubgraphName } from '../../kernel/config/index.ts';
import { createSigner } from '../../kernel/envelope/index.ts';
import { createLogger } from '../../kernel/logging/index.ts';
import { createMemoryRevocations } from '../../kernel/revocation/index.ts';
import { createMemorySignals, type SignalBus } from '../../kernel/signals/index.ts';
import { createInProcessTransport, createSubgraph, type Subgraph } from '../../kernel/subgraph/index.ts';
import { createSubgraphCaller } from '../../kernel/transport/index.ts';
import { createFreeProvider, createPaidProvider } from '../../providers/index.ts';
import { SUBGRAPHS } from '../../subgraphs/index.ts';
import { freshDatabase } from '../support/index.ts';

const SIGNING_KEY = 'of the gateway tests, 32 characters and more';
const APPS = [
  'users',
  'friends',
  'orders',
  'chats',
  'messages',
  'processing',
] as const satisfies readonly SubgraphName[];
export const PUBLIC_URL = 'https://stoa.test';
export const PASSWORD = 'correct horse battery';

export type LogLine = Readonly<Record<string, unknown>>;

/** The gateway with real subgraphs behind it; it has a port only once it listens. */
export interface TestGateway {
  inject(request: InjectOptions): Promise<LightMyRequestResponse>;
  /** Listens as well. @returns the address. */
  listen(): Promise<string>;
  /** What the subgraphs tell the gateway. */
  readonly signals: SignalBus;
  /** Sends a document as a client does. */
  graphql(
    query: string,
    options?: Pick<InjectOptions, 'headers'> & { variables?: object },
  ): Promise<LightMyRequestResponse>;
  /** Registers a user; the answer is an access token of the graph. */
  register(email: string): Promise<string>;
  /** A token that is good but for what the claims say; it is signed with a published key. */
  sign(claims?: JWTPayload): Promise<string>;
  /** Takes a subgraph away or brings it back. */
  setUp(name: SubgraphName, isUp: boolean): void;
  /** What Prometheus would read. */
  metrics(): Promise<string>;
  /** Lines logged since the last call. */
  takeLog(): readonly LogLine[];
  close(): Promise<void>;
}

/** Opens all six subgraphs with two providers, and the gateway in front of them. */
export async function openTestGateway(env: Readonly<Record<string, string>> = {}): Promise<TestGateway> {
  const [free, paid] = [createFreeProvider({ limit: 1_000, blockMs: 1_000 }), createPaidProvider()];
  const config = loadConfig({
    STOA_APPS: APPS.join(','),
    PUBLIC_URL,
    LOG_LEVEL: 'info',
    FREE_LIMIT: '1000',
    FREE_PROVIDER_URL: await free.listen(0, '127.0.0.1'),
    PAID_PROVIDER_URL: await paid.listen(0, '127.0.0.1'),
    ...env,
  });
  let lines: LogLine[] = [];
  const stream = { write: (line: string) => lines.push(JSON.parse(line) as LogLine) };
  const logger = createLogger({ service: 'gateway', level: config.LOG_LEVEL, stream });
  const metrics = new Registry();

  const running = new Map<SubgraphName, Subgraph>();
  const down = new Set<SubgraphName>();
  const callers = new Map<SubgraphName, ReturnType<typeof createSubgraphCaller>>(
    APPS.map((name) => {
      const transport = createInProcessTransport(() => (down.has(name) ? undefined : running.get(name)));
      return [name, createSubgraphCaller(transport, createSigner(SIGNING_KEY, name))];
    }),
  );
  const caller = (name: SubgraphName) => callers.get(name);
  const revocations = createMemoryRevocations();
  const signals = createMemorySignals();
  await Promise.all(
    APPS.map(async (name) => {
      const databaseUrl = await freshDatabase();
      const options = {
        config,
        databaseUrl,
        signingKey: SIGNING_KEY,
        logger,
        metrics,
        peer: caller,
        revocations,
        signals,
      };
      running.set(name, await createSubgraph(SUBGRAPHS[name], options));
    }),
  );

  const { privateKey, publicKey } = await generateKeyPair('EdDSA', { extractable: true });
  const ownKey = { ...(await exportJWK(publicKey)), kid: 'test', alg: 'EdDSA', use: 'sig' };
  const gateway: Gateway = await createGateway({
    config,
    introspection: config.INTROSPECTION ?? false,
    logger,
    metrics,
    upstream: {
      kind: 'stoa',
      caller,
      revocations,
      signals,
      async fetchJwks() {
        const { keys } = (await caller('users')?.read(JWKS_PATH)) as JSONWebKeySet;
        return { keys: [...keys, ownKey] };
      },
    },
  });

  const graphql: TestGateway['graphql'] = (query, { headers = {}, variables } = {}) =>
    gateway.inject({
      method: 'POST',
      url: '/graphql',
      headers: { 'content-type': 'application/json', ...headers },
      payload: JSON.stringify({ query, variables }),
    });

  return {
    inject: (request) => gateway.inject(request),
    listen: () => gateway.listen(0, '127.0.0.1'),
    signals,
    graphql,
    async register(email) {
      const answer = await graphql(
        'mutation ($input: RegisterInput!) { register(input: $input) { ... on Registered { accessToken } } }',
        { variables: { input: { email, password: PASSWORD } } },
      );
      return answer.json<{ data: { register: { accessToken: string } } }>().data.register.accessToken;
    },
    async sign(claims = {}) {
      const now = Math.floor(Date.now() / 1_000);
      const good = {
        iss: PUBLIC_URL,
        aud: 'stoa',
        sub: uuidv7(),
        iat: now,
        exp: now + 60,
        jti: uuidv7(),
        sid: uuidv7(),
      };
      return await new SignJWT({ ...good, roles: ['USER'], ...claims })
        .setProtectedHeader({ alg: 'EdDSA', typ: 'at+jwt', kid: 'test' })
        .sign(privateKey);
    },
    setUp(name, isUp) {
      if (isUp) down.delete(name);
      else down.add(name);
    },
    metrics: () => metrics.metrics(),
    takeLog() {
      const taken = lines;
      lines = [];
      return taken;
    },
    async close() {
      await gateway.close();
      await Promise.all([...running.values()].map((subgraph) => subgraph.close()));
      await Promise.all([free.close(), paid.close()]);
    },
  };
}
