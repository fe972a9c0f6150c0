import { z } from 'zod';

import type { Platform } from '../../kernel/subgraph/index.ts';
import type { ChatsDependencies } from './services/chats.dependencies.ts';

const userAnswer = z.object({ id: z.string(), isActive: z.boolean() });
const pairAnswer = z.object({ isBlocked: z.boolean() });

/**
 * Asks users and friends whether one may add the other. Both are asked whatever the other answers: how long it takes
 * tells no reason either. Where friends is switched off there are no blocks.
 */
export function createFindAddable({ ask, peer }: Pick<Platform, 'ask' | 'peer'>): ChatsDependencies['findAddable'] {
  const isBlocked = async (firstId: string, secondId: string): Promise<boolean> => {
    if (peer('friends') === undefined) return false;
    const id = { firstId, secondId };
    const pair = await ask.about({ owner: 'friends', type: 'UserPair', id, fields: 'isBlocked', answer: pairAnswer });
    return pair?.isBlocked === true;
  };
  return async (actorId, userId) => {
    const [user, blocked] = await Promise.all([
      ask.about({ owner: 'users', type: 'User', id: userId, fields: 'id isActive', answer: userAnswer }),
      isBlocked(actorId, userId),
    ]);
    return user?.isActive === true && !blocked ? user.id : undefined;
  };
}
