import type { SubgraphName } from '../kernel/config/index.ts';
import type { SubgraphDefinition } from '../kernel/subgraph/index.ts';
import { chats } from './chats/module.ts';
import { friends } from './friends/module.ts';
import { messages } from './messages/module.ts';
import { orders } from './orders/module.ts';
import { processing } from './processing/module.ts';
import { users } from './users/module.ts';

/** Every subgraph by its name; the only place that knows them all. */
export const SUBGRAPHS: Record<SubgraphName, SubgraphDefinition> = {
  users,
  friends,
  orders,
  chats,
  messages,
  processing,
};
