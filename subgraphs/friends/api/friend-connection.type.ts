import { Field, ObjectType } from 'type-graphql';

import { PageInfo, timeCursor, toPageInfo } from '../../../kernel/graphql/index.ts';
import type { Page } from '../../../kernel/pagination/index.ts';
import type { Friendship as StoredFriendship } from '../entities/friendship.entity.ts';
import { Friendship } from './friendship.type.ts';
import { User } from './user.type.ts';

@ObjectType()
class FriendEdge {
  @Field(() => String)
  cursor!: string;

  @Field(() => User, { description: 'The friend.' })
  node!: User;

  @Field(() => Friendship, { description: 'What makes them friends.' })
  friendship!: Pick<Friendship, 'id'>;
}

@ObjectType({ description: 'The friends of one user.' })
export class FriendConnection {
  @Field(() => [FriendEdge])
  edges!: readonly FriendEdge[];

  @Field(() => PageInfo)
  pageInfo!: PageInfo;
}

/** Shows accepted friendships from the side of one user: who the other one is. */
export function toFriendConnection(userId: string, page: Page<StoredFriendship>): FriendConnection {
  const edges = page.items.map((friendship) => ({
    cursor: timeCursor.encode(friendship),
    node: { id: friendship.friendOf(userId) },
    friendship,
  }));
  return { edges, pageInfo: toPageInfo(page, edges) };
}
