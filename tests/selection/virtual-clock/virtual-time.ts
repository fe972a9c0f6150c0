/** A clock that stands still while something happens, and jumps to what happens next. */
export class VirtualTime {
  readonly #agenda = new Map<number, (() => Promise<void>)[]>();
  #nowMs = 0;

  get nowMs(): number {
    return this.#nowMs;
  }

  /** Does the work so many whole milliseconds from now, after what was planned for that instant before; 0: at once. */
  async after(delayMs: number, work: () => Promise<void>): Promise<void> {
    if (delayMs === 0) {
      await work();
      return;
    }
    const at = this.#nowMs + delayMs;
    const planned = this.#agenda.get(at);
    if (planned === undefined) this.#agenda.set(at, [work]);
    else planned.push(work);
  }

  /** Lets time pass until the given instant, one thing after the other. */
  async passUntil(atMs: number): Promise<void> {
    while (this.#nowMs < atMs) {
      this.#nowMs = this.#agenda.size === 0 ? atMs : this.#nowMs + 1;
      const due = this.#agenda.get(this.#nowMs);
      this.#agenda.delete(this.#nowMs);
      for (const work of due ?? []) await work();
    }
  }
}
