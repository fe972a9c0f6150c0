import { setTimeout as sleep } from 'node:timers/promises';

import { Registry } from 'prom-client';
import { Arg, Ctx, Int, Query, Resolver } from 'type-graphql';

import { loadConfig } from '../../kernel/config/index.ts';
import { createLogger } from '../../kernel/logging/index.ts';
import { createMemorySignals } from '../../kernel/signals/index.ts';
import { createSubgraph, defineSubgraph, type RequestContext, type Subgraph } from '../../kernel/subgraph/index.ts';
import { freshDatabase } from '../support/index.ts';

export const SIGNING_KEY = 'shared by the two ends of the wire, 32 characters and more';

/** What a resolver saw of the call that reached it. */
export type SeenEnvelope = Pick<RequestContext, 'viewer' | 'contract' | 'requestId' | 'deadline'>;

@Resolver()
class EchoResolver {
  @Query(() => String)
  envelope(@Ctx() { viewer, contract, requestId, deadline }: RequestContext): string {
    return JSON.stringify({ viewer, contract, requestId, deadline } satisfies SeenEnvelope);
  }

  @Query(() => Int)
  async slow(@Arg('ms', () => Int) ms: number): Promise<number> {
    await sleep(ms);
    return ms;
  }

  @Query(() => String, { nullable: true })
  broken(): string {
    throw new Error('postgresql://inside:secret@10.0.0.1/orders is away');
  }
}

/** A subgraph that tells what reached it. It stands in for orders. */
export async function openEchoSubgraph(): Promise<Subgraph> {
  const echo = defineSubgraph({
    name: 'orders',
    entities: [],
    migrations: [],
    resolvers: [EchoResolver],
    references: {},
    open: () => ({ scope: () => ({}), published: { '/document.json': () => Promise.resolve({ published: [1, 2] }) } }),
  });
  return await createSubgraph(echo, {
    config: loadConfig({}),
    databaseUrl: await freshDatabase(),
    signingKey: SIGNING_KEY,
    logger: createLogger({ service: 'test', level: 'silent' }),
    metrics: new Registry(),
    peer: () => undefined,
    signals: createMemorySignals(),
  });
}
