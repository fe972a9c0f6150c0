import { ArgsType, Directive, Field, Int, ObjectType, type ClassType } from 'type-graphql';

import { AppError } from '../errors/index.ts';
import type { Page, PageRequest } from '../pagination/index.ts';
import type { CursorCodec } from './cursor.ts';

const DEFAULT_PAGE = 20;
const LARGEST_PAGE = 100;

@ArgsType()
export class PageArgs {
  @Field(() => Int, {
    nullable: true,
    description: `How many at most, 1 to ${LARGEST_PAGE}; ${DEFAULT_PAGE} unless told.`,
  })
  first?: number | null;

  @Field(() => String, { nullable: true, description: 'The `endCursor` of the page before.' })
  after?: string | null;
}

/** @throws BAD_USER_INPUT for a page size outside 1 to 100 or a cursor of another list. */
export function toPageRequest<Key>(
  { first, after }: PageArgs,
  cursors: Pick<CursorCodec<Key>, 'decode'>,
): PageRequest<Key> {
  const size = first ?? DEFAULT_PAGE;
  if (size < 1 || size > LARGEST_PAGE) {
    throw new AppError('BAD_USER_INPUT', { field: 'first', message: `A page has 1 to ${LARGEST_PAGE} items.` });
  }
  return { first: size, after: typeof after === 'string' ? cursors.decode(after) : undefined };
}

@ObjectType()
@Directive('@shareable')
export class PageInfo {
  @Field(() => Boolean)
  hasNextPage!: boolean;

  @Field(() => String, { nullable: true })
  endCursor!: string | null;
}

export interface Edge<T> {
  readonly cursor: string;
  readonly node: T;
}

export interface Connection<T> {
  readonly edges: readonly Edge<T>[];
  readonly pageInfo: PageInfo;
}

/** Declares the Relay connection and edge types of one node type: `OrderConnection`, `OrderEdge`. */
export function defineConnection<T extends object>(name: string, node: () => ClassType<T>): ClassType<Connection<T>> {
  @ObjectType(`${name}Edge`)
  class EdgeType implements Edge<T> {
    @Field(() => String)
    cursor!: string;

    @Field(() => node())
    node!: T;
  }

  @ObjectType(`${name}Connection`)
  class ConnectionType implements Connection<T> {
    @Field(() => [EdgeType])
    edges!: readonly EdgeType[];

    @Field(() => PageInfo)
    pageInfo!: PageInfo;
  }

  return ConnectionType;
}

/** Makes the connection of one page. */
export function toConnection<T>(page: Page<T>, cursors: Pick<CursorCodec<T>, 'encode'>): Connection<T> {
  const edges = page.items.map((node) => ({ cursor: cursors.encode(node), node }));
  return { edges, pageInfo: toPageInfo(page, edges) };
}

export function toPageInfo({ hasNextPage }: Page<unknown>, edges: readonly { readonly cursor: string }[]): PageInfo {
  return { hasNextPage, endCursor: edges.at(-1)?.cursor ?? null };
}
