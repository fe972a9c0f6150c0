import { batch } from '../../../kernel/database/index.ts';
import { Message } from '../entities/message.entity.ts';
import type { FirstPage, FirstPageRepository } from '../repositories/first-page.repository.ts';
import type { HistoryRepository } from '../repositories/history.repository.ts';

/** Keeps texts for a while, or forgets them; it never rejects. */
export interface KeptPages {
  get(key: string): Promise<string | undefined>;
  set(key: string, value: string, ttlMs: number): Promise<void>;
}

export interface CachedFirstPagesOptions {
  readonly history: Pick<HistoryRepository, 'window'>;
  readonly kept: KeptPages;
  /** Whose pages these are; nobody is given those of another. */
  readonly viewerId: string;
}

const KEEP_MS = 60_000;
/** Larger pages are seldom asked for twice, and drive out many small ones. */
const LARGEST_KEPT = 100;
/** What a kept page looks like. A release that changes `KeptMessage` changes this, so that it reads none of the old ones. */
const FORMAT = 'first-page 1';

export class CachedFirstPages implements FirstPageRepository {
  readonly read: FirstPageRepository['read'];
  readonly #options: CachedFirstPagesOptions;

  constructor(options: CachedFirstPagesOptions) {
    this.#options = options;
    // Looked for together, so that those that are not there are read together.
    this.read = batch((pages: readonly FirstPage[]) => this.#readAll(pages));
  }

  async #readAll(pages: readonly FirstPage[]): Promise<readonly (readonly Message[])[]> {
    const kept = await Promise.all(pages.map((page) => this.#find(page)));
    return await Promise.all(pages.map(async (page, index) => kept[index] ?? (await this.#load(page))));
  }

  async #find(page: FirstPage): Promise<readonly Message[] | undefined> {
    if (!isWorthKeeping(page)) return undefined;
    const text = await this.#options.kept.get(this.#keyOf(page));
    return text === undefined
      ? undefined
      : (JSON.parse(text) as KeptMessage[]).map((kept) => unpack(page.chatId, kept));
  }

  async #load(page: FirstPage): Promise<readonly Message[]> {
    const { history, kept } = this.#options;
    const messages = await history.window(page.chatId, page.window);
    // Nobody waits for the keeping, which fails for nobody.
    if (isWorthKeeping(page)) void kept.set(this.#keyOf(page), JSON.stringify(messages.map(pack)), KEEP_MS);
    return messages;
  }

  #keyOf({ chatId, window: { low, high }, revision }: FirstPage): string {
    return `${FORMAT} ${this.#options.viewerId} ${chatId.toLowerCase()} ${low}-${high} ${revision}`;
  }
}

function isWorthKeeping({ window: { low, high } }: FirstPage): boolean {
  return low <= high && high - low < LARGEST_KEPT;
}

type KeptMessage = readonly [
  id: string,
  seq: number,
  authorId: string | null,
  clientMessageId: string,
  text: string,
  createdAt: number,
  editedAt: number | null,
  deletedAt: number | null,
  revision: number,
];

function pack(message: Message): KeptMessage {
  const { id, seq, authorId, clientMessageId, text, createdAt, editedAt, deletedAt, revision } = message;
  return [
    id,
    seq,
    authorId ?? null,
    clientMessageId,
    text,
    createdAt.getTime(),
    editedAt?.getTime() ?? null,
    deletedAt?.getTime() ?? null,
    revision,
  ];
}

function unpack(chatId: string, kept: KeptMessage): Message {
  const [id, seq, authorId, clientMessageId, text, createdAt, editedAt, deletedAt, revision] = kept;
  return Object.assign(new Message(), {
    id,
    chatId: chatId.toLowerCase(),
    seq,
    authorId,
    clientMessageId,
    text,
    createdAt: new Date(createdAt),
    editedAt: editedAt === null ? null : new Date(editedAt),
    deletedAt: deletedAt === null ? null : new Date(deletedAt),
    revision,
  });
}
