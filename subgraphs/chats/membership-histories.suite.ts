import fc from 'fast-check';
import { expect } from 'vitest';

import type { OpenChats, Person } from './chats.suite.ts';
import { MembershipModel } from './membership-model.suite.ts';

const DEEDS = ['join', 'leave', 'add', 'remove', 'role', 'open', 'close'] as const;
const ROLES = ['OWNER', 'ADMIN', 'MEMBER'] as const;
const PEOPLE = 4;

export interface Step {
  readonly deed: (typeof DEEDS)[number];
  readonly user: number;
  readonly other: number;
  readonly role: (typeof ROLES)[number];
}

const user = fc.nat({ max: PEOPLE - 1 });
/** Whoever opened the chat acts more often: the others get somewhere. */
const actor = fc.oneof({ arbitrary: user, weight: 2 }, { arbitrary: fc.constant(0), weight: 1 });
const step: fc.Arbitrary<Step> = fc.record({
  deed: fc.oneof(
    { arbitrary: fc.constantFrom('join' as const, 'role' as const), weight: 1 },
    fc.constantFrom(...DEEDS),
  ),
  user: actor,
  other: user,
  role: fc.constantFrom(...ROLES),
});

/** Histories of one chat and four people, of whom the first opens it. */
export const histories = fc.array(step, { minLength: 1, maxLength: 20, size: 'max' });

/** Takes the steps one after the other: every answer is the model's, and in the end everybody sees what the model says. */
export async function followsTheModel(world: OpenChats, steps: readonly Step[]): Promise<readonly string[]> {
  const people = Array.from({ length: PEOPLE }, () => world.person());
  const [model, chatId] = [new MembershipModel(), await world.open(personAt(people, 0))];
  const answers: string[] = [];
  for (const step of steps) {
    const expected = model.take(step);
    expect(await take(world, people, { ...step, chatId }), JSON.stringify(step)).toBe(expected);
    answers.push(expected);
  }
  const roles = Object.fromEntries([...model.roles].map(([index, role]) => [personAt(people, index).id, role]));
  for (const [index, person] of people.entries()) {
    const isIn = model.roles.has(index);
    const chat = await world.read(person, chatId);
    expect(chat?.version).toBe(isIn ? model.version : undefined);
    expect(chat?.memberCount).toBe(isIn ? model.roles.size : undefined);
    expect(chat?.myMembership?.role).toBe(model.roles.get(index));
    if (isIn) expect(await world.rolesIn(person, chatId)).toEqual(roles);
  }
  return answers;
}

async function take(
  world: OpenChats,
  people: readonly Person[],
  { deed, user, other, role, chatId }: Step & { readonly chatId: string },
): Promise<string> {
  const [actor, { id: userId }] = [personAt(people, user), personAt(people, other)];
  const update = (joinPolicy: string) => world.does(actor, 'update', { chatId, joinPolicy });
  const doing = {
    join: () => world.does(actor, 'join', { chatId }),
    leave: () => world.does(actor, 'leave', chatId),
    add: () => world.does(actor, 'add', { chatId, userId }),
    remove: () => world.does(actor, 'remove', { chatId, userId }),
    role: () => world.does(actor, 'role', { chatId, userId, role }),
    open: () => update('LINK'),
    close: () => update('INVITE'),
  }[deed];
  return (await doing()).__typename;
}

function personAt(people: readonly Person[], index: number): Person {
  const person = people[index];
  if (person === undefined) throw new Error(`there is no person ${index}`);
  return person;
}
