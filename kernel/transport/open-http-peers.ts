import { settingOf, SUBGRAPH_NAMES, type Config, type SubgraphName } from '../config/index.ts';
import { createSigner } from '../envelope/index.ts';
import { createHttpTransport } from './http-transport.ts';
import { createSubgraphCaller, type SubgraphCaller } from './subgraph-caller.ts';

/** The subgraphs that one process can call. */
export interface Peers {
  /** Undefined for a subgraph that is switched off, or whose address is not set. */
  caller(name: SubgraphName): SubgraphCaller | undefined;
  readonly checks: Readonly<Record<string, () => Promise<void>>>;
  close(): Promise<void>;
}

/** Connects to the subgraphs of STOA_APPS whose `<NAME>_URL` is set. Nothing is dialled before the first call. */
export function openHttpPeers(config: Config, signingKey: string): Peers {
  const open = SUBGRAPH_NAMES.filter((name) => config.STOA_APPS.includes(name)).flatMap((name) => {
    const url = config[settingOf(name, 'URL')];
    return url === undefined ? [] : [{ name, transport: createHttpTransport(url) }];
  });
  const callers = new Map(
    open.map(({ name, transport }) => [name, createSubgraphCaller(transport, createSigner(signingKey, name))]),
  );
  return {
    caller: (name) => callers.get(name),
    checks: Object.fromEntries(open.map(({ name, transport }) => [name, () => transport.ready()])),
    async close() {
      await Promise.all(open.map(({ transport }) => transport.close()));
    },
  };
}
