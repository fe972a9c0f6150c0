import type { Logger } from '../../kernel/logging/index.ts';
import type { AddressedSignal, SignalBus } from '../../kernel/signals/index.ts';
import type { TellChats } from './tell-chats.ts';
import { OutageLog } from './outage-log.ts';
import type { AnnouncementRepository, ChatBehind, ChatTold } from './repositories/announcement.repository.ts';
import type { Announcements } from './services/announcements.ts';

export interface AnnouncerOptions {
  readonly stored: AnnouncementRepository;
  readonly signals: Pick<SignalBus, 'announce'>;
  readonly tellChats: TellChats;
  readonly logger: Logger;
  readonly sweepEveryMs?: number;
}

export interface Announcer extends Announcements {
  /** Whatever has not been told by then is told by the next process that sweeps. */
  close(): Promise<void>;
}

interface News {
  readonly seq: number;
  readonly revision: number;
  readonly sentAt: Date | undefined;
}

/** Chats are told of activity, and what was told is marked, once in this time. */
const TELL_EVERY_MS = 100;
const SWEEP_EVERY_MS = 1_000;
const SWEEP_BATCH = 1_000;
const BEFORE_ALL_CHATS = '00000000-0000-0000-0000-000000000000';

/**
 * Tells what happened in chats, after its commit: the gateways at once, chats and the database merged a little later.
 * News of one chat that come while others are on their way go together. What could not be told stays behind in the
 * database, where the sweep of any replica finds it: nothing is lost with a process, a bus or a neighbour.
 */
export function createAnnouncer(options: AnnouncerOptions): Announcer {
  const { stored, signals, tellChats, logger, sweepEveryMs = SWEEP_EVERY_MS } = options;
  const outages = {
    signals: new OutageLog(logger, 'Signals to the gateways'),
    chats: new OutageLog(logger, 'What chats is told of activity'),
    database: new OutageLog(logger, 'The record of what was told'),
  };
  let unsignalled = new Map<string, News>();
  let untold = new Map<string, News>();
  let isClosed = false;

  // Where there is nothing to say, nothing is known of whether it could be said.
  const signal = async (news: ReadonlyMap<string, News>): Promise<boolean> =>
    news.size === 0 ||
    (await outages.signals.attempt(() => signals.announce([...news].flatMap(([chatId, of]) => signalsOf(chatId, of)))));

  const tell = async (news: ReadonlyMap<string, News>): Promise<boolean> => {
    const active = [...news].flatMap(([chatId, { seq, sentAt }]) =>
      sentAt === undefined ? [] : [{ chatId, lastSeq: seq, at: sentAt.toISOString() }],
    );
    return active.length === 0 || (await outages.chats.attempt(() => tellChats(active)));
  };

  let signalling: Promise<void> | undefined;
  const signalAll = async (): Promise<void> => {
    while (unsignalled.size > 0) {
      const news = unsignalled;
      unsignalled = new Map();
      if (!(await signal(news))) continue;
      for (const [chatId, of] of news) add(untold, chatId, of);
      tellLater();
    }
    signalling = undefined;
  };
  const announce = (chatId: string, news: News): void => {
    add(unsignalled, chatId, news);
    signalling ??= signalAll();
  };

  const tellAll = async (): Promise<void> => {
    const news = untold;
    untold = new Map();
    if (news.size === 0) return;
    const isTold = await tell(news);
    const told = [...news].map(([chatId, of]) => toldOf(chatId, of, { isSignalled: true, isTold }));
    await outages.database.attempt(() => stored.mark(told));
  };
  let telling = Promise.resolve();
  let tellTimer: NodeJS.Timeout | undefined;
  const tellLater = (): void => {
    if (isClosed) return;
    tellTimer ??= setTimeout(() => {
      tellTimer = undefined;
      telling = telling.then(tellAll);
    }, TELL_EVERY_MS).unref();
  };

  let sweptTo = BEFORE_ALL_CHATS;
  const sweep = async (): Promise<void> => {
    const rows = await stored.behind(sweptTo, SWEEP_BATCH);
    sweptTo = rows.length < SWEEP_BATCH ? BEFORE_ALL_CHATS : (rows.at(-1)?.chatId ?? BEFORE_ALL_CHATS);
    const found = rows.filter(({ chatId }) => !unsignalled.has(chatId) && !untold.has(chatId));
    if (found.length === 0) return;
    const isSignalled = await signal(newsOf(found.filter(({ isUnsignalled }) => isUnsignalled)));
    const isTold = await tell(newsOf(found.filter(({ isUntold }) => isUntold)));
    if (!isSignalled && !isTold) return;
    await stored.mark([...newsOf(found)].map(([chatId, of]) => toldOf(chatId, of, { isSignalled, isTold })));
  };
  let sweeping = Promise.resolve();
  const sweepLater = (): NodeJS.Timeout =>
    setTimeout(() => {
      sweeping = outages.database.attempt(sweep).then(() => {
        if (!isClosed) sweepTimer = sweepLater();
      });
    }, sweepEveryMs).unref();
  let sweepTimer = sweepLater();

  return {
    sent: ({ chatId, seq, createdAt }) => announce(chatId, { seq, revision: 0, sentAt: createdAt }),
    revised: ({ chatId, revision }) => announce(chatId, { seq: 0, revision, sentAt: undefined }),
    async close() {
      isClosed = true;
      clearTimeout(tellTimer);
      clearTimeout(sweepTimer);
      await Promise.all([signalling, telling, sweeping]);
    },
  };
}

function add(all: Map<string, News>, chatId: string, { seq, revision, sentAt }: News): void {
  const known = all.get(chatId) ?? { seq: 0, revision: 0, sentAt: undefined };
  all.set(chatId, {
    seq: Math.max(known.seq, seq),
    revision: Math.max(known.revision, revision),
    sentAt: seq > known.seq ? sentAt : known.sentAt,
  });
}

function newsOf(chats: readonly ChatBehind[]): ReadonlyMap<string, News> {
  return new Map(
    chats.map(({ chatId, lastSeq, lastRevision, lastSentAt }) => [
      chatId,
      { seq: lastSeq, revision: lastRevision, sentAt: lastSentAt },
    ]),
  );
}

function signalsOf(chatId: string, { seq, revision }: News): readonly AddressedSignal[] {
  const topic = `chat:${chatId}` as const;
  return [
    ...(seq > 0 ? [{ topic, signal: { kind: 'message', seq } } as const] : []),
    ...(revision > 0 ? [{ topic, signal: { kind: 'revision', seq: revision } } as const] : []),
  ];
}

function toldOf(
  chatId: string,
  { seq, revision }: News,
  { isSignalled, isTold }: { readonly isSignalled: boolean; readonly isTold: boolean },
): ChatTold {
  return {
    chatId,
    ...(isSignalled ? { signalledSeq: seq, signalledRevision: revision } : {}),
    ...(isTold ? { toldSeq: seq } : {}),
  };
}
