import DataLoader from 'dataloader';

/**
 * Turns a load of many into a load of one: calls of one turn of the event loop share one statement.
 * Nothing is remembered between turns. `load` answers in the order of the keys.
 */
export function batch<K, V>(load: (keys: readonly K[]) => Promise<readonly V[]>): (key: K) => Promise<V> {
  const loader = new DataLoader<K, V>(load, { cache: false });
  return (key) => loader.load(key);
}

/** The same for loads that a request shapes: calls of one turn that ask for the same share one statement. */
export function batchByRequest<R, K, V>(
  load: (request: R, keys: readonly K[]) => Promise<readonly V[]>,
): (key: K, request: R) => Promise<V> {
  const batches = new Map<string, (key: K) => Promise<V>>();
  return (key, request) => {
    const name = JSON.stringify(request);
    const known = batches.get(name) ?? batch((keys: readonly K[]) => load(request, keys));
    batches.set(name, known);
    return known(key);
  };
}
