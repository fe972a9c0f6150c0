import type { SignalKind } from '../../kernel/signals/index.ts';

/** By which argument of the subscription a stream knows its chat. */
export const CHAT_ARGUMENT = 'chatId';

interface Row {
  /** The Query field that is asked whenever there may be something new. */
  readonly query: string;
  /** Its arguments, each with the one of the subscription that it is given. */
  readonly arguments: Readonly<Record<string, string>>;
  readonly topic: 'chat' | 'providers';
  /** What is heard when there is something new. */
  readonly signal: SignalKind;
}

/** Entries with ascending numbers, each told once. The query takes `after` and `first` and answers with a feed. */
export interface LogRow extends Row {
  readonly kind: 'log';
  /** Argument of the subscription: the number after which to begin. */
  readonly cursorArgument: string;
  /** Field of an entry: its number. */
  readonly cursorField: string;
}

/** Something as it is: told at once, and whenever it is different. */
export interface StateRow extends Row {
  readonly kind: 'state';
  /** It also changes by itself, so it is looked at this often. */
  readonly lookEveryMs?: number;
}

export type StreamRow = LogRow | StateRow;

const OF_THE_CHAT = { chatId: CHAT_ARGUMENT };

/** What serves each field of the Subscription type. */
export const STREAM_TABLE: Readonly<Record<string, StreamRow>> = {
  messageAdded: {
    kind: 'log',
    query: 'messageFeed',
    arguments: OF_THE_CHAT,
    topic: 'chat',
    signal: 'message',
    cursorArgument: 'afterSeq',
    cursorField: 'seq',
  },
  messageChanged: {
    kind: 'log',
    query: 'messageChangeFeed',
    arguments: OF_THE_CHAT,
    topic: 'chat',
    signal: 'revision',
    cursorArgument: 'afterRevision',
    cursorField: 'revision',
  },
  readMarkerMoved: {
    kind: 'log',
    query: 'readMarkerFeed',
    arguments: OF_THE_CHAT,
    topic: 'chat',
    signal: 'marker',
    cursorArgument: 'afterVersion',
    cursorField: 'version',
  },
  chatUpdated: { kind: 'state', query: 'chat', arguments: { id: CHAT_ARGUMENT }, topic: 'chat', signal: 'chat' },
  typing: { kind: 'state', query: 'typing', arguments: OF_THE_CHAT, topic: 'chat', signal: 'typing' },
  providersChanged: {
    kind: 'state',
    query: 'providers',
    arguments: {},
    topic: 'providers',
    signal: 'providers',
    lookEveryMs: 1_000,
  },
};
