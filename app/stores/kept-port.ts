import { StartError } from '../../kernel/lifecycle/index.ts';
import { freePort } from './free-port.ts';
import { keepValue, keptValue } from './kept-value.ts';

export interface PortChoice {
  /** Where the port of the last start is kept. */
  readonly file: string;
  /** This port and no other; 0 leaves the choice to us. */
  readonly fixed: number;
}

const ATTEMPTS = 3;

/** Starts a server on the port of last time, or on a free one where somebody else has taken it meanwhile. */
export async function startOnPort<T>({ file, fixed }: PortChoice, start: (port: number) => Promise<T>): Promise<T> {
  for (let attempt = 1; ; attempt++) {
    const port = fixed !== 0 ? fixed : attempt === 1 ? Number(keptValue(file) ?? (await freePort())) : await freePort();
    keepValue(file, String(port));
    try {
      return await start(port);
    } catch (error) {
      if (fixed !== 0 || attempt === ATTEMPTS || !isTaken(error)) throw error;
    }
  }
}

function isTaken(error: unknown): boolean {
  return error instanceof StartError && /address already in use/i.test(error.message);
}
