import { Field, GraphQLISODateTime, ObjectType } from 'type-graphql';

import { PageInfo, timeCursor, toPageInfo } from '../../../kernel/graphql/index.ts';
import type { Page } from '../../../kernel/pagination/index.ts';
import type { Block } from '../entities/block.entity.ts';
import { User } from './user.type.ts';

@ObjectType()
class BlockedUserEdge {
  @Field(() => String)
  cursor!: string;

  @Field(() => User, { description: 'Who is blocked.' })
  node!: User;

  @Field(() => GraphQLISODateTime)
  blockedAt!: Date;
}

@ObjectType({ description: 'Whom one user has blocked.' })
export class BlockedUserConnection {
  @Field(() => [BlockedUserEdge])
  edges!: readonly BlockedUserEdge[];

  @Field(() => PageInfo)
  pageInfo!: PageInfo;
}

/** Shows blocks as the users whom they concern. */
export function toBlockedUserConnection(page: Page<Block>): BlockedUserConnection {
  const edges = page.items.map((block) => ({
    cursor: timeCursor.encode(block),
    node: { id: block.blockedId },
    blockedAt: block.createdAt,
  }));
  return { edges, pageInfo: toPageInfo(page, edges) };
}
