import type { Signal, SignalListener, Topic } from './signal-bus.ts';

/** Who listens to which topic in this process. */
export class TopicListeners {
  readonly #byTopic = new Map<Topic, Set<SignalListener>>();

  /** @returns whether it is the first of its topic. */
  add(topic: Topic, listener: SignalListener): boolean {
    const known = this.#byTopic.get(topic);
    if (known === undefined) this.#byTopic.set(topic, new Set([listener]));
    else known.add(listener);
    return known === undefined;
  }

  /** @returns whether it was the last of its topic. */
  remove(topic: Topic, listener: SignalListener): boolean {
    const known = this.#byTopic.get(topic);
    if (known?.delete(listener) !== true || known.size > 0) return false;
    return this.#byTopic.delete(topic);
  }

  tell(topic: Topic, signal: Signal): void {
    for (const listener of [...(this.#byTopic.get(topic) ?? [])]) listener.onSignal(signal);
  }

  tellGap(): void {
    for (const listeners of [...this.#byTopic.values()]) for (const listener of [...listeners]) listener.onGap();
  }

  topics(): readonly Topic[] {
    return [...this.#byTopic.keys()];
  }
}
