/** How often each of some things happened. */
export class Tally {
  readonly #times = new Map<string, number>();

  count(thing: string, times = 1): void {
    this.#times.set(thing, (this.#times.get(thing) ?? 0) + times);
  }

  add(other: Tally): void {
    for (const [thing, times] of other.#times) this.count(thing, times);
  }

  get total(): number {
    return [...this.#times.values()].reduce((sum, times) => sum + times, 0);
  }

  toString(): string {
    return [...this.#times].map(([thing, times]) => `${thing} ${times}`).join(', ');
  }
}
