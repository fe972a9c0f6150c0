import type { Viewer } from '../../kernel/auth/index.ts';
import { toAppError } from '../../kernel/errors/index.ts';

/** The viewer that an `Authorization` header stands for at this moment. */
export type ViewerOf = (authorization: string | undefined) => Promise<Viewer>;

interface Watched {
  readonly authorization: string;
  readonly onRefused: (code: string) => void;
}

export interface CredentialWatch {
  /** Calls `onRefused` once, within a second after the credential ceased to be good. @returns what ends the watch. */
  add(watched: Watched): () => void;
  close(): void;
}

const LOOK_EVERY_MS = 400;

/** Looks at the credentials of everybody who is connected, one timer for all: each look is one in a map. */
export function watchCredentials(viewerOf: ViewerOf): CredentialWatch {
  const all = new Set<Watched>();
  let isLooking = false;

  const look = async (watched: Watched): Promise<void> => {
    try {
      await viewerOf(watched.authorization);
    } catch (thrown) {
      const { code, entry } = toAppError(thrown);
      // Where it cannot be checked at the moment it is still what it was.
      if (entry.retryable || !all.delete(watched)) return;
      watched.onRefused(code);
    }
  };
  const timer = setInterval(() => {
    if (isLooking) return;
    isLooking = true;
    void Promise.all([...all].map(look)).finally(() => {
      isLooking = false;
    });
  }, LOOK_EVERY_MS).unref();

  return {
    add(watched) {
      all.add(watched);
      return () => void all.delete(watched);
    },
    close() {
      clearInterval(timer);
    },
  };
}
