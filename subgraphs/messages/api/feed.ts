import { ArgsType, Field, ID, Int, ObjectType, type ClassType } from 'type-graphql';

import { AppError } from '../../../kernel/errors/index.ts';
import type { Feed, FeedRequest } from '../services/feed-rules.ts';

const LARGEST_READ = 100;

@ArgsType()
export class FeedArgs {
  @Field(() => ID)
  chatId!: string;

  @Field(() => Int, {
    nullable: true,
    description: 'The `cursor` of the read before; without it only the end is told.',
  })
  after?: number | null;

  @Field(() => Int, { nullable: true, description: `How many at most, 1 to ${LARGEST_READ}, which it is unless told.` })
  first?: number | null;
}

/** @throws BAD_USER_INPUT for a size outside 1 to 100. */
export function toFeedRequest({ after, first }: FeedArgs): FeedRequest {
  const size = first ?? LARGEST_READ;
  if (size < 1 || size > LARGEST_READ)
    throw new AppError('BAD_USER_INPUT', { field: 'first', message: `A read takes 1 to ${LARGEST_READ} items.` });
  return { after: after ?? undefined, first: size };
}

/** Declares the type of a part of a log: `MessageFeed`. */
export function defineFeed<T extends object>(name: string, item: () => ClassType<T>): ClassType<Feed<T>> {
  @ObjectType(`${name}Feed`, { description: 'A part of a log, oldest first.' })
  class FeedType implements Feed<T> {
    @Field(() => [item()])
    items!: readonly T[];

    @Field(() => Int, { description: 'Where the next read goes on.' })
    cursor!: number;

    @Field(() => Boolean)
    hasNextPage!: boolean;
  }

  return FeedType;
}
