import { getArgumentValues, getVariableValues, type GraphQLError } from 'graphql';

import { AppError, toAppError } from '../../kernel/errors/index.ts';
import type { Listening, SignalBus, Topic } from '../../kernel/signals/index.ts';
import type { RequestScope } from '../request-scope.ts';
import type { ClientOperation, LiveAnswer, LiveEvents, OperationAnswer, ValidSubscription } from '../stream.ts';
import { compileSubscription, type CompiledSubscription } from './compile-subscription.ts';
import { endableEvents } from './endable-events.ts';
import { follow } from './follow.ts';
import { failureFrom, readLook, type Look } from './read-look.ts';
import { CHAT_ARGUMENT } from './stream-table.ts';
import { TopicWatch } from './topic-watch.ts';

export interface StreamSurroundings {
  readonly signals: SignalBus;
  /** Runs a query through the same pipeline as a client's. */
  readonly execute: (operation: ClientOperation, scope: RequestScope) => Promise<OperationAnswer>;
  /** Bounds how many streams look at a time. */
  readonly inTurn: <T>(work: () => Promise<T>) => Promise<T>;
  readonly spreadMs: () => number;
  /** Called when a stream of this field opens; @returns what is called when it is over. */
  readonly onOpen: (field: string, events: LiveEvents) => () => void;
  /** Told of what went wrong on our side. */
  readonly report: (error: AppError) => void;
}

export interface StreamRequest {
  readonly subscription: ValidSubscription;
  readonly variables: Readonly<Record<string, unknown>>;
  readonly lastEventId: string | undefined;
  /** A scope of this moment, with the rights of this moment. */
  readonly newScope: () => Promise<RequestScope>;
}

/** Entries that one look brings; also what a stream holds at most. */
const PAGE = 50;

/** Serves the subscription of one client: compiled once for each document, then one look after the other. */
export async function openStream(request: StreamRequest, around: StreamSurroundings): Promise<LiveAnswer> {
  const compiled = compiledOf(request.subscription);
  const { after, topic } = bind(compiled, request);
  const watch = new TopicWatch({ row: compiled.row, spreadMs: around.spreadMs });
  const used = Object.entries(request.variables).filter(([name]) => compiled.variables.has(name));
  const variables = Object.fromEntries(used);

  const look = (from: number | undefined): Promise<Look> =>
    around.inTurn(async () => {
      if (watch.isEnded()) return failureFrom(new AppError('CLIENT_CLOSED_REQUEST'));
      try {
        const ofLog =
          compiled.row.kind === 'log' ? { [compiled.names.after]: from ?? null, [compiled.names.first]: PAGE } : {};
        const operation = { query: compiled.query, variables: { ...variables, ...ofLog } };
        return readLook(compiled, await around.execute(operation, await request.newScope()));
      } catch (thrown) {
        const error = toAppError(thrown);
        if (error.code === 'INTERNAL') around.report(error);
        return failureFrom(error);
      }
    });

  // Whoever looks first and listens then would miss what happens in between.
  const listening: Listening | undefined = topic === undefined ? undefined : await around.signals.listen(topic, watch);
  const first = await look(after);
  if (first.kind === 'failed') {
    watch.end();
    listening?.stop();
    return { kind: 'refused', errors: first.errors };
  }
  let onClosed = (): void => undefined;
  const events = endableEvents(follow({ watch, first, look }), () => {
    watch.end();
    listening?.stop();
    onClosed();
  });
  onClosed = around.onOpen(compiled.field.name.value, events);
  return { kind: 'stream', events };
}

/** Documents are parsed once for each text; the parsed ones come and go with the server's own bounded store of them. */
const compiledDocuments = new WeakMap<ValidSubscription['operation'], CompiledSubscription>();

function compiledOf(subscription: ValidSubscription): CompiledSubscription {
  const known = compiledDocuments.get(subscription.operation);
  if (known !== undefined) return known;
  const compiled = compileSubscription(subscription);
  compiledDocuments.set(subscription.operation, compiled);
  return compiled;
}

interface Bound {
  /** Undefined for the end as it is when the stream is opened. */
  readonly after: number | undefined;
  /** Undefined where nobody can be told anything: there is no such chat. */
  readonly topic: Topic | undefined;
}

/** @throws GraphQLError for a variable that does not fit, BAD_USER_INPUT for a wrong cursor. */
function bind({ row, field }: CompiledSubscription, { subscription, variables, lastEventId }: StreamRequest): Bound {
  const { operation, schema } = subscription;
  const { coerced, errors } = getVariableValues(schema, operation.variableDefinitions ?? [], variables);
  if (errors !== undefined) throw errors[0] as GraphQLError;
  const definition = schema.getSubscriptionType()?.getFields()[field.name.value];
  const given = definition === undefined ? {} : getArgumentValues(definition, field, coerced);
  const topic = row.topic === 'chat' ? topicOf(String(given[CHAT_ARGUMENT])) : 'providers';
  if (row.kind === 'state') return { after: undefined, topic };
  const after = given[row.cursorArgument];
  return {
    after: lastEventId === undefined ? (typeof after === 'number' ? after : undefined) : numberOf(lastEventId),
    topic,
  };
}

const UUID = /^[0-9a-f]{8}(-[0-9a-f]{4}){3}-[0-9a-f]{12}$/i;

/** Signals name chats in lower case. */
function topicOf(chatId: string): Topic | undefined {
  return UUID.test(chatId) ? `chat:${chatId.toLowerCase()}` : undefined;
}

const GREATEST_INT = 2_147_483_647;

function numberOf(lastEventId: string): number {
  const number = /^\d{1,10}$/.test(lastEventId) ? Number(lastEventId) : Number.NaN;
  if (number <= GREATEST_INT) return number;
  throw new AppError('BAD_USER_INPUT', { field: 'Last-Event-ID', message: 'This is the id of no event.' });
}
