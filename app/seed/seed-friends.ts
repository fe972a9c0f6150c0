import { z } from 'zod';

import type { Citizen, SeedTools } from './seed-world.ts';

const REQUEST = `mutation ($input: RequestFriendshipInput!) {
  requestFriendship(input: $input) { ... on FriendshipRequested { friendship { status } } }
}`;
const BLOCK = 'mutation ($userId: ID!) { blockUser(userId: $userId) { __typename } }';

const requested = z.object({
  requestFriendship: z.object({ friendship: z.object({ status: z.enum(['PENDING', 'ACCEPTED']) }).optional() }),
});

/** What there is between two of them. */
export interface Ties {
  readonly friendships: number;
  /** Those that wait for an answer. */
  readonly requests: number;
}

const TAGS = ['from school', 'neighbours', 'the reading circle', ''];
/** Who asks whom, by how far apart they stand: each asks the next, the third and the eighth, in a ring. */
const DISTANCES = [1, 3, 8];
/** One of so many requests is left waiting. */
const ANSWERED = 5;

/** Who knows whom; some requests wait for an answer, and one has had enough of another. */
export async function seedFriends({ act, goTo }: SeedTools, citizens: readonly Citizen[]): Promise<Ties> {
  let made = 0;
  const ties = { ACCEPTED: 0, PENDING: 0 };
  const ask = async (from: Citizen, to: Citizen): Promise<keyof typeof ties | undefined> => {
    const input = { userId: to.viewer.id, tag: TAGS[made % TAGS.length] };
    const question = { of: 'friends', document: REQUEST, variables: { input }, answer: requested } as const;
    return (await act(from.viewer, question)).requestFriendship.friendship?.status;
  };
  for (const distance of DISTANCES) {
    for (const [index, citizen] of citizens.entries()) {
      const other = citizens[(index + distance) % citizens.length];
      if (other === undefined) continue;
      goTo(50 - (made % 45), 12);
      let status = await ask(citizen, other);
      made += 1;
      if (made % ANSWERED !== 0) status = await ask(other, citizen);
      if (status !== undefined) ties[status] += 1;
    }
  }
  const [blocker, blocked] = [citizens.at(-1), citizens.at(-7)];
  if (blocker !== undefined && blocked !== undefined)
    await act(blocker.viewer, {
      of: 'friends',
      document: BLOCK,
      variables: { userId: blocked.viewer.id },
      answer: z.unknown(),
    });
  return { friendships: ties.ACCEPTED, requests: ties.PENDING };
}
