import { z } from 'zod';

import { defineSubgraph } from '../../kernel/subgraph/index.ts';
import { BlockResolver } from './api/block.resolver.ts';
import type { FriendsContext } from './api/friends.context.ts';
import { FriendshipResolver } from './api/friendship.resolver.ts';
import { RequestResolver } from './api/request.resolver.ts';
import { UserFriendsResolver } from './api/user-friends.resolver.ts';
import { UserPair } from './api/user-pair.type.ts';
import { ViewerAndUserResolver } from './api/viewer-and-user.resolver.ts';
import { migrations } from './database/migrations/index.ts';
import { SqlFriendshipRepository } from './database/sql-friendship.repository.ts';
import { SqlPairRepository } from './database/sql-pair.repository.ts';
import { BlockSchema } from './entities/block.entity.ts';
import { FriendshipSchema } from './entities/friendship.entity.ts';
import { BlockService } from './services/block.service.ts';
import { FriendListService } from './services/friend-list.service.ts';
import { FriendshipService } from './services/friendship.service.ts';
import { RequestService } from './services/request.service.ts';
import { StandingService } from './services/standing.service.ts';

const userAnswer = z.object({ id: z.string(), isActive: z.boolean() });

export const friends = defineSubgraph<FriendsContext>({
  name: 'friends',
  entities: [FriendshipSchema, BlockSchema],
  migrations,
  resolvers: [FriendshipResolver, RequestResolver, BlockResolver, UserFriendsResolver, ViewerAndUserResolver],
  orphanedTypes: [UserPair],
  references: {
    User: ({ id }: { id: string }) => ({ id }),
    Friendship: ({ id }: { id: string }, { friendships }: FriendsContext) => friendships.byReference(id),
    UserPair: (pair: { firstId: string; secondId: string }, { standings }: FriendsContext) => standings.of(pair),
  },
  open({ ask, database, now, newId }) {
    const findUser = async (id: string): Promise<string | undefined> => {
      const user = await ask.about({ owner: 'users', type: 'User', id, fields: 'id isActive', answer: userAnswer });
      return user?.isActive === true ? user.id : undefined;
    };
    return {
      scope({ viewer, em }) {
        const deps = {
          viewer,
          friendships: new SqlFriendshipRepository(em),
          pairs: new SqlPairRepository(em),
          findUser,
          now,
          newId,
        };
        return {
          friendships: new FriendshipService(deps),
          requests: new RequestService(deps),
          blocks: new BlockService(deps),
          lists: new FriendListService(deps),
          standings: new StandingService(deps),
        };
      },
      follow: {
        UserDeleted: ({ payload }) => new SqlPairRepository(database.fork()).depart(payload.userId, now()),
      },
    };
  },
});
