import DataLoader from 'dataloader';

const LARGEST_SHARED_BATCH = 500;

/**
 * Turns a load of many into a load of one: calls of one turn of the event loop share one statement.
 * Nothing is remembered between turns. `load` answers in the order of the keys.
 */
export function batch<K, V>(load: (keys: readonly K[]) => Promise<readonly V[]>): (key: K) => Promise<V> {
  const loader = new DataLoader<K, V>(load, { cache: false });
  return (key) => loader.load(key);
}

/**
 * The same across requests: those that arrived at once are read one after the other, each in a step of its own; the
 * load comes after the last of them. For what is the same for everybody.
 */
export function batchAcrossRequests<K, V>(load: (keys: readonly K[]) => Promise<readonly V[]>): (key: K) => Promise<V> {
  const loader = new DataLoader<K, V>(load, {
    cache: false,
    maxBatchSize: LARGEST_SHARED_BATCH,
    batchScheduleFn: (send) => setImmediate(send),
  });
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
