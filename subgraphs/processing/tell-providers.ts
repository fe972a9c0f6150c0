import type { Logger } from '../../kernel/logging/index.ts';
import type { SignalBus } from '../../kernel/signals/index.ts';

export interface TellProviders {
  /** Says that what the providers admit may have changed. */
  changed(): void;
  close(): void;
}

/** Under load every call changes something; whoever watches need not look more often than this. */
const TELL_EVERY_MS = 250;

/**
 * Tells the gateways that the providers changed: the first change at once, those of the next quarter of a second as one
 * at its end. What is lost is not told again, since whoever watches also looks once a second.
 */
export function createTellProviders(signals: Pick<SignalBus, 'announce'>, logger: Logger): TellProviders {
  let pause: NodeJS.Timeout | undefined;
  let isUntold = false;

  const tell = (): void => {
    isUntold = false;
    signals.announce([{ topic: 'providers', signal: { kind: 'providers' } }]).catch((error: unknown) => {
      logger.debug({ error }, 'gateways cannot be told of the providers');
    });
    pause = setTimeout(() => {
      pause = undefined;
      if (isUntold) tell();
    }, TELL_EVERY_MS).unref();
  };

  return {
    changed() {
      isUntold = true;
      if (pause === undefined) tell();
    },
    close() {
      clearTimeout(pause);
    },
  };
}
