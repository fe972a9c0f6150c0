import type { Config } from '../kernel/config/index.ts';
import type { Lifecycle } from '../kernel/lifecycle/index.ts';
import { createFreeProvider, createPaidProvider } from '../providers/index.ts';

export type ProviderAddresses = Pick<Config, 'FREE_PROVIDER_URL' | 'PAID_PROVIDER_URL'>;

/** Starts the reference providers whose address the settings do not name; real REST services on free ports. */
export async function openProviders(config: Config, lifecycle: Lifecycle): Promise<ProviderAddresses> {
  const free = {
    limit: config.FREE_LIMIT,
    blockMs: config.FREE_BLOCK_MS,
    blockStarts: config.FREE_BLOCK_STARTS,
    refusalExtends: config.FREE_REFUSAL_EXTENDS,
  };
  const start = async (
    provider: ReturnType<typeof createFreeProvider | typeof createPaidProvider>,
    name: string,
  ): Promise<string> => {
    lifecycle.onStop(name, () => provider.close());
    return await provider.listen(0, '127.0.0.1');
  };
  return {
    FREE_PROVIDER_URL: config.FREE_PROVIDER_URL ?? (await start(createFreeProvider(free), 'free provider')),
    PAID_PROVIDER_URL: config.PAID_PROVIDER_URL ?? (await start(createPaidProvider(), 'paid provider')),
  };
}
