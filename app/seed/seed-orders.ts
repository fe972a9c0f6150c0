import { z } from 'zod';

import type { Act } from './actor.ts';
import { ERRANDS, MENU } from './menu.ts';
import type { SeedDish } from './seed-menu.ts';
import type { Citizen, SeedTools } from './seed-world.ts';

const PLACE = `mutation ($input: PlaceOrderInput!) {
  placeOrder(input: $input) { __typename ... on OrderPlaced { repeated order { id workflow } } }
}`;
const SET_STATUS = `mutation ($id: ID!, $status: OrderStatus!) {
  setOrderStatus(id: $id, status: $status) { __typename }
}`;

const placed = z.object({
  placeOrder: z.object({
    repeated: z.boolean().optional(),
    order: z.object({ id: z.string(), workflow: z.enum(['KITCHEN', 'MANUAL']) }).optional(),
  }),
});

const DAYS = 60;
const WISHES = ['', '', 'No onions, please.', 'Побольше сметаны!', 'Leave it with the neighbour.', ''];
/** What became of orders, by turns; the newest wait. */
const FATES: readonly (readonly string[])[] = [
  ['IN_PROGRESS', 'COMPLETED'],
  ['IN_PROGRESS', 'COMPLETED'],
  ['CANCELLED'],
  ['IN_PROGRESS', 'COMPLETED'],
  ['IN_PROGRESS'],
  ['IN_PROGRESS', 'COMPLETED'],
];

/**
 * Three orders a day of different people; of the menu, or errands. An order that is there is left as it is. How many
 * there are is told: of a dish that is sold out or off the menu there are none.
 */
export async function seedOrders(
  { act, goTo }: SeedTools,
  citizens: readonly Citizen[],
  dishes: readonly SeedDish[],
): Promise<number> {
  let [count, there] = [0, 0];
  for (let day = DAYS; day >= 0; day -= 1) {
    for (const hour of [11, 13, 19]) {
      const customer = citizens[(count * 7 + day) % citizens.length];
      const administrator = citizens.find(({ role }) => role === 'ADMIN');
      if (customer === undefined || administrator === undefined) continue;
      goTo(day, hour);
      const input = {
        lines: count % 4 === 3 ? errandsOf(count) : dishesOf(count, dishes),
        specialRequests: WISHES[count % WISHES.length],
        idempotencyKey: `seed ${count}`,
      };
      const { order, repeated } = (
        await act(customer.viewer, { of: 'orders', document: PLACE, variables: { input }, answer: placed })
      ).placeOrder;
      count += 1;
      if (order !== undefined) there += 1;
      if (order !== undefined && repeated === false && day > 0)
        await live(act, administrator, { id: order.id, statuses: fateOf(count) });
    }
  }
  return there;
}

/** By turns, but not so that the same people always have the same luck. */
function fateOf(turn: number): readonly string[] {
  return FATES[(turn + Math.floor(turn / 5)) % FATES.length] ?? [];
}

async function live(
  act: Act,
  { viewer }: Citizen,
  { id, statuses }: { readonly id: string; readonly statuses: readonly string[] },
): Promise<void> {
  for (const status of statuses)
    await act(viewer, { of: 'orders', document: SET_STATUS, variables: { id, status }, answer: z.unknown() });
}

/** One to three dishes that there are, each once. */
function dishesOf(turn: number, dishes: readonly SeedDish[]): readonly object[] {
  const kept = dishes.filter(({ name }) => MENU.some((known) => known.name === name && known.quantity > 0));
  const chosen = Array.from({ length: 1 + (turn % 3) }, (_, step) => kept[(turn * 5 + step * 2) % kept.length]);
  return [...new Set(chosen)].flatMap((dish, index) =>
    dish === undefined ? [] : [{ dishNumber: dish.number, quantity: 1 + ((turn + index) % 3) }],
  );
}

function errandsOf(turn: number): readonly object[] {
  const errand = ERRANDS[turn % ERRANDS.length];
  return errand === undefined ? [] : [{ ...errand, quantity: 1 + (turn % 4) }];
}
