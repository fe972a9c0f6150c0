/** Remembers what was answered under a client's key, the newest keys first to last. */
export class AnswerMemory {
  readonly #answers = new Map<string, { readonly text: string; readonly answer: string }>();
  readonly #capacity: number;

  constructor(capacity: number) {
    this.#capacity = capacity;
  }

  /** The answer given to this text under this key; `other_text` where the key stood for another text. */
  recall(key: string, text: string): { readonly answer: string } | 'other_text' | undefined {
    const known = this.#answers.get(key);
    if (known === undefined) return undefined;
    return known.text === text ? known : 'other_text';
  }

  remember(key: string, text: string, answer: string): void {
    this.#answers.set(key, { text, answer });
    if (this.#answers.size <= this.#capacity) return;
    const [oldest] = this.#answers.keys();
    if (oldest !== undefined) this.#answers.delete(oldest);
  }
}
