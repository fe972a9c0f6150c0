/**
 * The same work for each of many, once at a time: whoever wants it while it is under way waits for its end with the
 * others. An event is sent again while it is still being applied, where that takes long; then nothing begins twice.
 */
export function onceAtATime(work: (id: string) => Promise<void>): (id: string) => Promise<void> {
  const underWay = new Map<string, Promise<void>>();
  return (id) => {
    const known = underWay.get(id);
    if (known !== undefined) return known;
    const begun = work(id).finally(() => underWay.delete(id));
    underWay.set(id, begun);
    return begun;
  };
}
