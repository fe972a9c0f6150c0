import { ArgsType, Field, Int, ObjectType, type ClassType } from 'type-graphql';

import { AppError } from '../errors/index.ts';
import type { OffsetPage, OffsetRequest } from '../pagination/index.ts';

const DEFAULT_LIMIT = 20;
const LARGEST_LIMIT = 100;
/** Passing over rows costs as much as reading them: who goes deeper uses cursors. */
const DEEPEST_OFFSET = 100_000;

@ArgsType()
export class OffsetArgs {
  @Field(() => Int, { nullable: true, description: `How many to pass over, 0 to ${DEEPEST_OFFSET}; 0 unless told.` })
  offset?: number | null;

  @Field(() => Int, {
    nullable: true,
    description: `How many at most, 1 to ${LARGEST_LIMIT}; ${DEFAULT_LIMIT} unless told.`,
  })
  limit?: number | null;
}

/** @throws BAD_USER_INPUT for an offset or a limit outside its range. */
export function toOffsetRequest(args: OffsetArgs): OffsetRequest {
  const { offset, limit } = { offset: args.offset ?? 0, limit: args.limit ?? DEFAULT_LIMIT };
  if (offset < 0 || offset > DEEPEST_OFFSET)
    throw new AppError('BAD_USER_INPUT', {
      field: 'offset',
      message: `An offset is 0 to ${DEEPEST_OFFSET}; further down a list use its cursors.`,
    });
  if (limit < 1 || limit > LARGEST_LIMIT)
    throw new AppError('BAD_USER_INPUT', { field: 'limit', message: `A page has 1 to ${LARGEST_LIMIT} items.` });
  return { offset, limit };
}

/** Declares the type of such pages of one node type: `OrderPage { items total }`. */
export function defineOffsetPage<T extends object>(name: string, node: () => ClassType<T>): ClassType<OffsetPage<T>> {
  @ObjectType(`${name}Page`)
  class PageType implements OffsetPage<T> {
    @Field(() => [node()])
    items!: readonly T[];

    @Field(() => Int, { description: 'How many the whole list has.' })
    total!: number;
  }

  return PageType;
}
