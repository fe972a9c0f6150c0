import fc from 'fast-check';
import { expect } from 'vitest';

import { FriendshipModel } from './friendship-model.suite.ts';
import type { OpenFriends, OwnLists, Person } from './friends.suite.ts';

const DEEDS = ['request', 'accept', 'decline', 'cancel', 'remove', 'tag', 'block', 'unblock'] as const;
const PEOPLE = 4;
/** Sees the lists of everybody, as each of them does. */
const SUPPORT = { kind: 'service', name: 'support' } as const;

export interface Step {
  readonly deed: (typeof DEEDS)[number];
  readonly user: number;
  readonly other: number;
  readonly tag: string;
}

const user = fc.nat({ max: PEOPLE - 1 });
const step: fc.Arbitrary<Step> = fc.record({
  deed: fc.oneof({ arbitrary: fc.constant('request' as const), weight: 3 }, fc.constantFrom(...DEEDS)),
  user,
  other: user,
  tag: fc.constantFrom('', 'school', 'work'),
});

/** Histories of four people who do as they please to one another. */
export const histories = fc.array(step, { minLength: 1, maxLength: 16, size: 'max' });

/** The id of what each pair has, or had last. */
type KnownIds = Map<string, string>;

export const pairOf = ({ user, other }: Pick<Step, 'user' | 'other'>) => [user, other].sort().join(' ');

/** Does one step as the person who takes it, and remembers under which id the pair's friendship goes. */
export async function take(world: OpenFriends, people: readonly Person[], step: Step, ids: KnownIds): Promise<string> {
  const { deed, user, other, tag } = step;
  const [viewer, { id: userId }] = [personAt(people, user), personAt(people, other)];
  const friendshipId = ids.get(pairOf(step)) ?? crypto.randomUUID();
  const variables = {
    request: { input: { userId, tag } },
    tag: { input: { friendshipId, tag } },
    block: { userId },
    unblock: { userId },
    ...{ accept: { friendshipId }, decline: { friendshipId }, cancel: { friendshipId }, remove: { friendshipId } },
  }[deed];
  const answer = await world.does(viewer, deed, variables);
  if (deed === 'request' && answer.friendship !== undefined) ids.set(pairOf(step), answer.friendship.id);
  return answer.__typename;
}

/** Takes the steps one after the other: every answer is the model's, and in the end everybody sees what the model says. */
export async function followsTheModel(world: OpenFriends, steps: readonly Step[]): Promise<void> {
  const people = Array.from({ length: PEOPLE }, () => world.person());
  const [model, ids] = [new FriendshipModel(), new Map<string, string>()];
  for (const step of steps) {
    const expected = model.take(step);
    expect(await take(world, people, step, ids), JSON.stringify(step)).toBe(expected);
  }
  const lists = await world.listsOfAll(people, SUPPORT);
  for (const [user, own] of lists.entries()) await seesTheModel(world, people, { model, user, lists: own });
}

async function seesTheModel(
  world: OpenFriends,
  people: readonly Person[],
  { model, user, lists }: { readonly model: FriendshipModel; readonly user: number; readonly lists: OwnLists },
): Promise<void> {
  const idOf = (index: number) => personAt(people, index).id;
  const idsOf = (indexes: readonly number[]) => indexes.map(idOf).sort();
  const others = [...people.keys()].filter((other) => other !== user);
  const known = (other: number) => {
    const friendship = model.between(user, other);
    return friendship !== undefined && model.sees(user, friendship) ? friendship : undefined;
  };
  const areFriends = (one: number, other: number) => model.between(one, other)?.accepted === true;
  const waiting = others.filter((other) => known(other)?.accepted === false);
  expect({
    friends: lists.friends.toSorted(),
    requests: lists.requests.toSorted(),
    sent: lists.sent.toSorted(),
    blocked: lists.blocked.toSorted(),
    all: lists.all.toSorted(),
    counts: [lists.friendCount, lists.requestCount, lists.total],
  }).toEqual({
    friends: idsOf(others.filter((other) => areFriends(user, other))),
    requests: idsOf(waiting.filter((other) => known(other)?.requester === other)),
    sent: idsOf(waiting.filter((other) => known(other)?.requester === user)),
    blocked: idsOf(others.filter((other) => model.hasBlocked(user, other))),
    all: idsOf(others.filter((other) => known(other) !== undefined)),
    counts: [lists.friends.length, lists.requests.length, lists.all.length],
  });
  const seen = await world.peersOf(
    personAt(people, user),
    others.map((other) => personAt(people, other)),
  );
  for (const [at, other] of others.entries()) {
    const between = known(other);
    const mutual = others.filter((third) => areFriends(user, third) && areFriends(third, other));
    expect({
      between: seen[at]?.friendship?.status ?? null,
      tag: seen[at]?.friendship?.tag,
      mutual: seen[at]?.mutual.toSorted(),
      mutualCount: seen[at]?.mutualCount,
    }).toEqual({
      between: between === undefined ? null : between.accepted ? 'ACCEPTED' : 'PENDING',
      tag: between?.tag,
      mutual: model.hasBlocked(user, other) ? [] : idsOf(mutual),
      mutualCount: model.hasBlocked(user, other) ? 0 : mutual.length,
    });
  }
}

export function personAt(people: readonly Person[], index: number): Person {
  const person = people[index];
  if (person === undefined) throw new Error(`there is no person ${index}`);
  return person;
}
