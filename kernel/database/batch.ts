import DataLoader from 'dataloader';

/**
 * Turns a load of many into a load of one: calls of one turn of the event loop share one statement.
 * Nothing is remembered between turns. `load` answers in the order of the keys.
 */
export function batch<K, V>(load: (keys: readonly K[]) => Promise<readonly V[]>): (key: K) => Promise<V> {
  const loader = new DataLoader<K, V>(load, { cache: false });
  return (key) => loader.load(key);
}
