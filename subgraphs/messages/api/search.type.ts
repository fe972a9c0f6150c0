import { ArgsType, Field, Float, GraphQLISODateTime, ID, InputType, Int, ObjectType } from 'type-graphql';

import { AppError, type FieldProblem } from '../../../kernel/errors/index.ts';
import {
  defineConnection,
  defineEnum,
  defineResult,
  FieldProblemType,
  seqCursor,
} from '../../../kernel/graphql/index.ts';
import type { PageRequest, SeqKey } from '../../../kernel/pagination/index.ts';
import {
  SEARCH_MATCHES,
  SEARCH_ORDERS,
  SEARCH_STATUSES,
  type SearchMatch,
  type SearchOrder,
  type SearchQuestion,
  type SearchStatus,
} from '../entities/message-search.ts';
import type { StartSearchOutcome } from '../services/search.service.ts';
import { Message } from './message.type.ts';

const MessageSearchMatch = defineEnum('MessageSearchMatch', SEARCH_MATCHES, {
  type: 'How the words of a search are meant.',
  values: {
    WORDS: 'All of them anywhere; `or` between two, `-` before one that must not be there, quotes around a phrase.',
    PHRASE: 'One after the other, as they stand.',
  },
});
const MessageSearchOrder = defineEnum('MessageSearchOrder', SEARCH_ORDERS, {
  type: 'Which hits come first.',
  values: { NEWEST: 'The newest.', RANK: 'Those that fit best, of the newest 1,000 that match.' },
});
const MessageSearchStatus = defineEnum('MessageSearchStatus', SEARCH_STATUSES, 'How far a search is.');

const TEXT = '1 to 200 characters, at least one word. Russian and English words are found in all their forms.';
const LARGEST_PAGE = 1_000;
const LARGEST_DIRECT = 100;
const DEFAULT_FIRST = 20;

@InputType()
export class StartMessageSearchInput implements SearchQuestion {
  @Field(() => String, { description: TEXT })
  text!: string;

  @Field(() => MessageSearchMatch, { defaultValue: MessageSearchMatch.WORDS })
  match!: SearchMatch;

  @Field(() => MessageSearchOrder, { defaultValue: MessageSearchOrder.NEWEST })
  order!: SearchOrder;
}

@ArgsType()
export class SearchMessagesArgs implements SearchQuestion {
  @Field(() => String, { description: TEXT })
  text!: string;

  @Field(() => MessageSearchMatch, { defaultValue: MessageSearchMatch.WORDS })
  match!: SearchMatch;

  @Field(() => MessageSearchOrder, { defaultValue: MessageSearchOrder.NEWEST })
  order!: SearchOrder;

  @Field(() => Int, {
    nullable: true,
    description: `How many at most, 1 to ${LARGEST_DIRECT}; ${DEFAULT_FIRST} unless told.`,
  })
  first?: number | null;
}

@ArgsType()
export class SearchHitsArgs {
  @Field(() => Int, {
    nullable: true,
    description: `How many at most, 1 to ${LARGEST_PAGE}; ${DEFAULT_FIRST} unless told.`,
  })
  first?: number | null;

  @Field(() => String, { nullable: true, description: 'The `endCursor` of the page before.' })
  after?: string | null;
}

@ObjectType({ description: 'A message that was found.' })
export class MessageHit {
  @Field(() => Message)
  message!: Message;

  @Field(() => Float, { description: 'How well it fits: the larger, the better.' })
  rank!: number;
}

export const MessageHitConnection = defineConnection('MessageHit', () => MessageHit);

@ObjectType({ description: 'A search that is worked on as a task; for whoever started it, until it expires.' })
export class MessageSearch {
  @Field(() => ID)
  id!: string;

  @Field(() => String)
  text!: string;

  @Field(() => MessageSearchMatch)
  match!: SearchMatch;

  @Field(() => MessageSearchOrder)
  order!: SearchOrder;

  @Field(() => MessageSearchStatus)
  status!: SearchStatus;

  @Field(() => String, { nullable: true, description: 'Why it failed.' })
  failure!: string | null;

  @Field(() => GraphQLISODateTime)
  createdAt!: Date;

  @Field(() => GraphQLISODateTime, { nullable: true })
  finishedAt!: Date | null;

  @Field(() => GraphQLISODateTime, { nullable: true, description: 'When it is forgotten; null until it has ended.' })
  expiresAt!: Date | null;
}

@ObjectType()
export class MessageSearchStarted {
  @Field(() => MessageSearch)
  search!: MessageSearch;
}

@ObjectType()
export class InvalidSearch {
  @Field(() => [FieldProblemType])
  problems!: readonly FieldProblem[];
}

@ObjectType({ description: 'The viewer has as many unfinished searches as a user may have.' })
export class TooManySearches {
  @Field(() => Int)
  limit!: number;
}

export const StartMessageSearchResult = defineResult<StartSearchOutcome['kind']>('StartMessageSearchResult', {
  search_started: MessageSearchStarted,
  invalid_search: InvalidSearch,
  too_many_searches: TooManySearches,
});

/** @throws BAD_USER_INPUT for a number outside 1 to 100. */
export function toDirectFirst({ first }: SearchMessagesArgs): number {
  return sizeOf(first, LARGEST_DIRECT);
}

/** @throws BAD_USER_INPUT for a page size outside 1 to 1,000 or a cursor of another list. */
export function toHitsRequest({ first, after }: SearchHitsArgs): PageRequest<SeqKey> {
  const size = sizeOf(first, LARGEST_PAGE);
  return { first: size, after: typeof after === 'string' ? seqCursor.decode(after) : undefined };
}

function sizeOf(first: number | null | undefined, largest: number): number {
  const size = first ?? DEFAULT_FIRST;
  if (size < 1 || size > largest)
    throw new AppError('BAD_USER_INPUT', { field: 'first', message: `A page has 1 to ${largest} items.` });
  return size;
}
