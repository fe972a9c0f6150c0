import type { AnnouncementRepository } from '../repositories/announcement.repository.ts';
import type { ChatVersion } from '../repositories/chat.repository.ts';

export interface AnnouncerOptions {
  readonly announcements: AnnouncementRepository;
  /** Tells the gateways; rejects where they may not have heard. */
  readonly announce: (versions: readonly ChatVersion[]) => Promise<void>;
  readonly onFailure: (error: unknown) => void;
  readonly sweepEveryMs?: number;
}

const LARGEST_BATCH = 200;
const SWEEP_EVERY_MS = 1_000;

/**
 * Announces what changed after its commit, and again until it was taken: a sweep finds what was not, also what a process
 * that is gone had left. Several processes may sweep at once: who hears of a version twice learns nothing new.
 */
export class ChatAnnouncer {
  readonly #options: AnnouncerOptions;
  /** The newest version of each chat that waits to be announced. */
  readonly #waiting = new Map<string, number>();
  #announcing: Promise<void> | undefined;
  #sweeping = Promise.resolve();
  #timer: NodeJS.Timeout;
  #isClosed = false;

  constructor(options: AnnouncerOptions) {
    this.#options = options;
    this.#timer = this.#sweepLater();
  }

  /** Nobody waits for it: what fails is left to the sweep. */
  tell(versions: readonly ChatVersion[]): void {
    for (const { chatId, version } of versions)
      this.#waiting.set(chatId, Math.max(version, this.#waiting.get(chatId) ?? 0));
    if (this.#waiting.size > 0) this.#announcing ??= this.#announceWaiting();
  }

  /** Resolves when nothing is on its way any more. */
  async close(): Promise<void> {
    this.#isClosed = true;
    clearTimeout(this.#timer);
    await this.#sweeping;
    await this.#announcing;
  }

  async #announceWaiting(): Promise<void> {
    while (this.#waiting.size > 0) {
      const batch = [...this.#waiting].slice(0, LARGEST_BATCH).map(([chatId, version]) => ({ chatId, version }));
      for (const { chatId } of batch) this.#waiting.delete(chatId);
      await this.#try(() => this.#announce(batch));
    }
    // In the same turn in which nothing was waiting: what is told from now on begins anew.
    this.#announcing = undefined;
  }

  async #sweep(): Promise<void> {
    await this.#try(async () => {
      let versions: readonly ChatVersion[];
      do {
        versions = await this.#options.announcements.unannounced(LARGEST_BATCH);
        if (versions.length > 0) await this.#announce(versions);
      } while (versions.length === LARGEST_BATCH && !this.#isClosed);
    });
  }

  async #announce(versions: readonly ChatVersion[]): Promise<void> {
    await this.#options.announce(versions);
    await this.#options.announcements.markAnnounced(versions);
  }

  async #try(work: () => Promise<void>): Promise<void> {
    try {
      await work();
    } catch (error) {
      this.#options.onFailure(error);
    }
  }

  #sweepLater(): NodeJS.Timeout {
    return setTimeout(() => {
      this.#sweeping = this.#sweep().then(() => {
        if (!this.#isClosed) this.#timer = this.#sweepLater();
      });
    }, this.#options.sweepEveryMs ?? SWEEP_EVERY_MS).unref();
  }
}
