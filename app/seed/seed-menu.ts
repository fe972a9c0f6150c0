import { z } from 'zod';

import { MENU } from './menu.ts';
import type { Citizen, SeedTools } from './seed-world.ts';

/** A dish as orders speak of it. */
export interface SeedDish {
  readonly number: number;
  readonly name: string;
}

const DISHES = '{ dishes(first: 100, includeArchived: true) { edges { node { number name } } } }';
const CREATE = `mutation ($input: CreateDishInput!) {
  createDish(input: $input) { ... on DishCreated { dish { number name } } }
}`;

const dish = z.object({ number: z.number(), name: z.string() });
const listed = z.object({ dishes: z.object({ edges: z.array(z.object({ node: dish })) }) });
const created = z.object({ createDish: z.object({ dish }) });

/** Puts on the menu what is not on it; dishes that were taken off it stay off. */
export async function seedMenu({ act, goTo }: SeedTools, citizens: readonly Citizen[]): Promise<readonly SeedDish[]> {
  const manager = citizens.find(({ role }) => role === 'MANAGER');
  if (manager === undefined) throw new Error('Nobody runs the kitchen.');
  const { dishes } = await act(manager.viewer, { of: 'orders', document: DISHES, answer: listed });
  const known = new Map(dishes.edges.map(({ node }) => [node.name, node]));
  goTo(60, 8);
  const all: SeedDish[] = [];
  for (const input of MENU) {
    const made = { of: 'orders', document: CREATE, variables: { input }, answer: created } as const;
    all.push(known.get(input.name) ?? (await act(manager.viewer, made)).createDish.dish);
  }
  return all;
}
