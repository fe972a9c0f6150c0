import type { Logger } from '../../kernel/logging/index.ts';
import type { SignalBus } from '../../kernel/signals/index.ts';
import type { TypingDependencies } from './services/typing.service.ts';

/** Tells the gateways that others type. What is lost is over in a few seconds anyway, so nothing is told again. */
export function createTellTyping(
  signals: Pick<SignalBus, 'announce'>,
  logger: Logger,
): TypingDependencies['tellTyping'] {
  return (chatId, until) => {
    signals.announce([{ topic: `chat:${chatId}`, signal: { kind: 'typing', until } }]).catch((error: unknown) => {
      logger.debug({ error }, 'gateways cannot be told who types');
    });
  };
}
