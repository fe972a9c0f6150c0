import { z } from 'zod';

import { defineSubgraph } from '../../kernel/subgraph/index.ts';
import type { FriendsContext } from './api/friends.context.ts';
import { FriendshipResolver, UserFriendsResolver } from './api/friendship.resolver.ts';
import { migrations } from './database/migrations/index.ts';
import { SqlFriendshipRepository } from './database/sql-friendship.repository.ts';
import { FriendshipSchema } from './entities/friendship.entity.ts';
import { FriendshipService } from './services/friendship.service.ts';

const userAnswer = z.object({ id: z.string() });

export const friends = defineSubgraph<FriendsContext>({
  name: 'friends',
  entities: [FriendshipSchema],
  migrations,
  resolvers: [FriendshipResolver, UserFriendsResolver],
  references: {
    User: ({ id }: { id: string }) => ({ id }),
    Friendship: ({ id }: { id: string }, { friendships }: FriendsContext) => friendships.byReference(id),
  },
  open({ ask, now, newId }) {
    const findUser = async (id: string): Promise<string | undefined> =>
      (await ask.about({ owner: 'users', type: 'User', id, fields: 'id', answer: userAnswer }))?.id;
    return {
      scope: ({ viewer, em }) => ({
        friendships: new FriendshipService({
          viewer,
          friendships: new SqlFriendshipRepository(em),
          findUser,
          now,
          newId,
        }),
      }),
    };
  },
});
