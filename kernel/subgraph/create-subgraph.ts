import type { Registry } from 'prom-client';
import { v7 as uuidv7 } from 'uuid';
import { z } from 'zod';

import { createAsk } from '../ask/index.ts';
import type { Config, SubgraphName } from '../config/index.ts';
import { openDatabase, type Database } from '../database/index.ts';
import { createVerifier, deriveKey, type Envelope, type SignedCall } from '../envelope/index.ts';
import { AppError, toAppError } from '../errors/index.ts';
import { receiveEvent } from '../follow/index.ts';
import { buildFederatedSchema, executor, type GraphQLReply, type GraphQLRequest } from '../graphql/index.ts';
import { jobQueue, migrateJobs, startJobWorker, type JobWorker } from '../jobs/index.ts';
import { logError, withRequest, type Logger } from '../logging/index.ts';
import type { RevocationFeed } from '../revocation/index.ts';
import type { SignalBus } from '../signals/index.ts';
import type { CallReply, SubgraphCaller } from '../transport/index.ts';
import type { RequestContext, SubgraphDefinition, SubgraphRuntime } from './subgraph-definition.ts';

export interface SubgraphOptions {
  readonly config: Config;
  readonly databaseUrl: string;
  readonly signingKey: string;
  readonly logger: Logger;
  readonly metrics: Registry;
  readonly peer: (name: SubgraphName) => SubgraphCaller | undefined;
  /** One that this process shares; closed by whoever opened it. Without it users opens its own. */
  readonly revocations?: RevocationFeed;
  /** Closed by whoever opened it. */
  readonly signals: SignalBus;
  readonly now?: () => Date;
}

/** A running subgraph, reachable through any transport. */
export interface Subgraph {
  readonly name: SubgraphName;
  readonly sdl: string;
  /** Answers a signed call; whatever goes wrong is a reply with a registered code, never a rejection. */
  handle(call: SignedCall): Promise<CallReply>;
  readonly published: Readonly<Record<string, () => Promise<unknown>>>;
  readonly checks: Readonly<Record<string, () => Promise<void>>>;
  /** Whether there are jobs to work on. */
  readonly hasJobs: boolean;
  /** Starts working on its jobs, beside what other workers do. */
  startWorker(): Promise<JobWorker>;
  close(): Promise<void>;
}

const requestSchema = z.object({
  query: z.string(),
  variables: z.record(z.string(), z.unknown()).nullish(),
  operationName: z.string().nullish(),
});

/** Opens a subgraph: its database, migrated; its schema; its services. Nothing stays open when it fails. */
export async function createSubgraph<Scope extends object>(
  definition: SubgraphDefinition<Scope>,
  options: SubgraphOptions,
): Promise<Subgraph> {
  const { name, entities, migrations, hasJobs = false } = definition;
  const { config, metrics, peer, now = () => new Date() } = options;
  const logger = options.logger.child({ service: name });
  const { schema, sdl } = await buildFederatedSchema(definition);
  const database = await openDatabase({ url: options.databaseUrl, pool: config.DATABASE_POOL, entities, migrations });
  const ask = createAsk({ self: name, peer, timeoutMs: config.REQUEST_TIMEOUT_MS });
  const runtime = await openRuntime();
  const verify = createVerifier(options.signingKey, name);
  const execute = executor(schema, (error) => {
    logError(logger, error);
  });

  async function openRuntime(): Promise<SubgraphRuntime<Scope>> {
    try {
      if (hasJobs) await migrateJobs(options.databaseUrl, logger);
      return await definition.open({
        config,
        logger,
        database,
        ask,
        peer,
        revocations: options.revocations,
        signals: options.signals,
        metrics,
        jobs: jobQueue,
        keyFor: (purpose) => deriveKey(options.signingKey, purpose),
        now,
        newId: uuidv7,
      });
    } catch (error) {
      await database.close();
      throw error;
    }
  }

  const answer = async (path: string, body: string, envelope: Envelope): Promise<object> => {
    if (path === '/graphql') return await execute(parseRequest(body), contextOf(envelope, database, runtime));
    if (path === '/events') return await receiveEvent(runtime.follow ?? {}, parseJson(body), envelope.viewer);
    throw new AppError('NOT_FOUND');
  };

  return {
    name,
    sdl,
    published: runtime.published ?? {},
    checks: { [`${name} database`]: () => database.ready(), ...runtime.checks },
    async handle(call) {
      try {
        const envelope = verify(call);
        return await withRequest(
          { request_id: envelope.requestId, ...userOf(envelope), method: 'POST', path: call.path },
          async () => ({
            status: 200,
            body: JSON.stringify(await answer(call.path, call.body, envelope)),
          }),
        );
      } catch (thrown) {
        const error = toAppError(thrown);
        logError(logger, error);
        return { status: error.entry.status, body: JSON.stringify(refusal(error)) };
      }
    },
    hasJobs,
    startWorker: () => startJobWorker({ databaseUrl: options.databaseUrl, tasks: runtime.tasks ?? {}, logger }),
    async close() {
      await runtime.close?.();
      await database.close();
    },
  };
}

function contextOf<Scope extends object>(
  envelope: Envelope,
  database: Database,
  runtime: SubgraphRuntime<Scope>,
): RequestContext & Scope {
  const { viewer, contract, requestId, budgetMs } = envelope;
  const request: RequestContext = { viewer, contract, requestId, deadline: Date.now() + budgetMs, em: database.fork() };
  return { ...request, ...runtime.scope(request) };
}

function parseRequest(body: string): GraphQLRequest {
  const result = requestSchema.safeParse(parseJson(body));
  if (!result.success) throw new AppError('BAD_REQUEST', { cause: result.error });
  return result.data;
}

function parseJson(body: string): unknown {
  try {
    return JSON.parse(body);
  } catch (error) {
    throw new AppError('BAD_REQUEST', { cause: error });
  }
}

function refusal(error: AppError): GraphQLReply {
  return { errors: [{ message: error.message, extensions: error.extensions }] };
}

function userOf({ viewer }: Envelope): { user_id?: string } {
  return viewer.kind === 'user' ? { user_id: viewer.id } : {};
}
