import type { UserViewer } from '../../kernel/auth/index.ts';
import type { SubgraphName } from '../../kernel/config/index.ts';
import type { Act } from './actor.ts';
import { PEOPLE, type Person } from './people.ts';
import { seedFriends } from './seed-friends.ts';
import { seedMenu } from './seed-menu.ts';
import { seedOrders } from './seed-orders.ts';
import { seedPeople } from './seed-people.ts';
import { seedTalk } from './seed-talk.ts';

/** Somebody of the world with the account that is theirs. */
export interface Citizen extends Person {
  readonly viewer: UserViewer;
}

/** What every part of the world is made with. */
export interface SeedTools {
  readonly act: Act;
  /** The subgraphs that run; what belongs to others is left out. */
  readonly apps: readonly SubgraphName[];
  /** Sets the clock of what follows: so many days before now, at this hour. */
  readonly goTo: (daysAgo: number, hour: number) => void;
  readonly password: string;
  /** For how many days people have talked; about a hundred things were said on each. */
  readonly talkDays: number;
}

/** How many there are, of the parts that run. */
export interface SeedReport {
  readonly people: number;
  readonly friendships?: number;
  readonly requests?: number;
  readonly dishes?: number;
  readonly orders?: number;
  readonly messages?: number;
}

/**
 * Fills a small world: people, who knows whom, a menu, two months of orders, and talk. The same every time; what is
 * there already stays as it has become, so it may be run again.
 */
export async function seedWorld(tools: SeedTools): Promise<SeedReport> {
  const has = (name: SubgraphName): boolean => tools.apps.includes(name);
  const citizens = await seedPeople(tools, PEOPLE);
  const ties = has('friends') ? await seedFriends(tools, citizens) : {};
  const trade = has('orders') ? await seedTrade(tools, citizens) : {};
  const talk = has('chats') && has('messages') ? { messages: await seedTalk(tools, citizens) } : {};
  tools.goTo(0, new Date().getUTCHours());
  return { people: citizens.length, ...ties, ...trade, ...talk };
}

async function seedTrade(
  tools: SeedTools,
  citizens: readonly Citizen[],
): Promise<Pick<SeedReport, 'dishes' | 'orders'>> {
  const dishes = await seedMenu(tools, citizens);
  return { dishes: dishes.length, orders: await seedOrders(tools, citizens, dishes) };
}
