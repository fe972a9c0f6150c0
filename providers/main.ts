import { loadConfig } from '../kernel/config/index.ts';
import { runMain, StartError } from '../kernel/lifecycle/index.ts';
import { createFreeProvider, createPaidProvider } from './index.ts';

const DEFAULT_PORTS = { free: 4021, paid: 4022 } as const;

runMain('provider', async ({ lifecycle, logger }) => {
  const kind = kindFrom(process.argv[2]);
  const config = loadConfig(process.env);
  logger.level = config.LOG_LEVEL;
  const provider =
    kind === 'paid'
      ? createPaidProvider()
      : createFreeProvider({
          limit: config.FREE_LIMIT,
          blockMs: config.FREE_BLOCK_MS,
          blockStarts: config.FREE_BLOCK_STARTS,
          refusalExtends: config.FREE_REFUSAL_EXTENDS,
        });
  lifecycle.onStop('listener', () => provider.close());
  // PORT of the settings is the gateway's by default: here it counts only where it is given.
  const url = await provider.listen(process.env['PORT'] ? config.PORT : DEFAULT_PORTS[kind], config.HOST);
  logger.info({ provider: kind, url }, 'listening');
});

function kindFrom(argument: string | undefined): 'free' | 'paid' {
  if (argument === 'free' || argument === 'paid') return argument;
  throw new StartError('Say which provider to start: free or paid.');
}
