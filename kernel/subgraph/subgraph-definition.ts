import type { EntitySchema } from '@mikro-orm/core';
import type { EntityManager } from '@mikro-orm/postgresql';
import type { Registry } from 'prom-client';

import type { Ask } from '../ask/index.ts';
import type { Contract, Viewer } from '../auth/index.ts';
import type { Config, SubgraphName } from '../config/index.ts';
import type { Database, NamedMigration } from '../database/index.ts';
import type { EventHandlers } from '../follow/index.ts';
import type { FederatedSchemaOptions } from '../graphql/index.ts';
import type { JobQueue, Tasks } from '../jobs/index.ts';
import type { Logger } from '../logging/index.ts';
import type { RevocationFeed } from '../revocation/index.ts';
import type { SignalBus } from '../signals/index.ts';
import type { SubgraphCaller } from '../transport/index.ts';

/** What a subgraph is given to live on. */
export interface Platform {
  readonly config: Config;
  readonly logger: Logger;
  readonly database: Database;
  readonly ask: Ask;
  /** The other subgraphs that run beside this one; undefined for one that is switched off. */
  readonly peer: (name: SubgraphName) => SubgraphCaller | undefined;
  readonly metrics: Registry;
  /** Work for later; only for a subgraph that says `hasJobs`. */
  readonly jobs: JobQueue;
  /** Where the gateway is in the same process and there is no Redis: the feed by which it hears of ended sessions. */
  readonly revocations: RevocationFeed | undefined;
  /** Tells the gateways that something changed. */
  readonly signals: SignalBus;
  /** A 32-byte key for one purpose, the same in every replica; derived from the signing key. */
  readonly keyFor: (purpose: string) => Buffer;
  readonly now: () => Date;
  /** A new UUIDv7. */
  readonly newId: () => string;
}

/** What one request brings; the services of that request are made from it. */
export interface RequestContext {
  readonly viewer: Viewer;
  readonly contract: Contract;
  readonly requestId: string;
  /** Milliseconds since the epoch, on this machine's clock, after which nobody waits for the answer. */
  readonly deadline: number;
  /** This request's own unit of work. */
  readonly em: EntityManager;
}

/** An opened subgraph, before it is served. */
export interface SubgraphRuntime<Scope extends object> {
  /** Makes the services of one request; resolvers find them in their context. */
  scope(request: RequestContext): Scope;
  /** What this subgraph does with other subgraphs' events. Idempotent: an event may come twice, late, or out of order. */
  readonly follow?: EventHandlers;
  /** What its workers do with its jobs. */
  readonly tasks?: Tasks;
  /** Public JSON documents by path, such as the JWKS. */
  readonly published?: Readonly<Record<string, () => Promise<unknown>>>;
  /** States of the stores it stands on, for readiness; each rejects while its store is away. */
  readonly checks?: Readonly<Record<string, () => Promise<void>>>;
  close?(): Promise<void>;
}

/** A subgraph as data: its name, its tables, its types, and how it is opened. */
export interface SubgraphDefinition<Scope extends object = object> extends FederatedSchemaOptions {
  readonly name: SubgraphName;
  readonly entities: readonly EntitySchema[];
  readonly migrations: readonly NamedMigration[];
  /** Whether it keeps a queue of jobs in its database. */
  readonly hasJobs?: boolean;
  open(platform: Platform): Promise<SubgraphRuntime<Scope>> | SubgraphRuntime<Scope>;
}

export function defineSubgraph<Scope extends object>(definition: SubgraphDefinition<Scope>): SubgraphDefinition<Scope> {
  return definition;
}
