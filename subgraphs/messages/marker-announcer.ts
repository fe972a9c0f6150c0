import type { Logger } from '../../kernel/logging/index.ts';
import type { SignalBus } from '../../kernel/signals/index.ts';
import { OutageLog } from './outage-log.ts';
import type { MarkerAnnouncementRepository, MarkerVersion } from './repositories/marker-announcement.repository.ts';
import type { TellMarkerMoved } from './services/marker.service.ts';

export interface MarkerAnnouncerOptions {
  readonly stored: MarkerAnnouncementRepository;
  readonly signals: Pick<SignalBus, 'announce'>;
  readonly logger: Logger;
}

export interface MarkerAnnouncer {
  readonly tellMoved: TellMarkerMoved;
  close(): Promise<void>;
}

const SWEEP_MS = 1_000;
/** What was announced in that time is marked with one statement. */
const MARK_AFTER_MS = 50;

/**
 * Tells the gateways of each move at once, and remembers what was told. What was not, because the bus was away or this
 * process ended before, a sweep of any replica tells again.
 */
export function createMarkerAnnouncer({ stored, signals, logger }: MarkerAnnouncerOptions): MarkerAnnouncer {
  const told = new Map<string, number>();
  const outages = {
    signals: new OutageLog(logger, 'What gateways are told of read markers'),
    database: new OutageLog(logger, 'The record of what was told of read markers'),
  };
  let isClosed = false;
  let marking: NodeJS.Timeout | undefined;
  let underWay = Promise.resolve();

  const announce = (versions: readonly MarkerVersion[]): Promise<boolean> =>
    outages.signals.attempt(async () => {
      await signals.announce(
        versions.map(({ chatId, version }) => ({ topic: `chat:${chatId}`, signal: { kind: 'marker', seq: version } })),
      );
      for (const { chatId, version } of versions) told.set(chatId, Math.max(version, told.get(chatId) ?? 0));
    });
  const mark = async (): Promise<void> => {
    const versions = [...told].map(([chatId, version]) => ({ chatId, version }));
    told.clear();
    await stored.markAnnounced(versions);
  };
  const sweep = async (): Promise<void> => {
    const versions = await stored.unannounced();
    if (versions.length > 0 && (await announce(versions))) await mark();
  };

  const inTurn = (work: () => Promise<void>): Promise<void> => {
    underWay = underWay.then(async () => {
      await outages.database.attempt(work);
    });
    return underWay;
  };
  const markSoon = (): void => {
    if (isClosed || told.size === 0) return;
    marking ??= setTimeout(() => {
      marking = undefined;
      void inTurn(mark);
    }, MARK_AFTER_MS).unref();
  };
  const sweepLater = (): NodeJS.Timeout =>
    setTimeout(() => {
      void inTurn(sweep).then(() => {
        if (!isClosed) timer = sweepLater();
      });
    }, SWEEP_MS).unref();
  let timer = sweepLater();

  return {
    tellMoved(chatId, version) {
      void announce([{ chatId, version }]).then(markSoon);
    },
    async close() {
      isClosed = true;
      clearTimeout(timer);
      clearTimeout(marking);
      await inTurn(mark);
    },
  };
}
