import { z } from 'zod';

import { ANONYMOUS, OPERATOR } from '../../kernel/auth/index.ts';
import { StartError } from '../../kernel/lifecycle/index.ts';
import type { Act } from './actor.ts';
import type { Person } from './people.ts';
import type { Citizen, SeedTools } from './seed-world.ts';

const REGISTER = `mutation ($input: RegisterInput!) {
  register(input: $input) { __typename ... on Registered { user { id } } }
}`;
const FIND = 'query ($login: String!) { userByLogin(login: $login) { id } }';
const SET_ROLES = 'mutation ($input: SetUserRolesInput!) { setUserRoles(input: $input) { __typename } }';
const SET_PAID = 'mutation ($input: SetPaidAccessInput!) { setPaidAccess(input: $input) { id } }';

const registered = z.object({ register: z.object({ user: z.object({ id: z.string() }).optional() }) });
const found = z.object({ userByLogin: z.object({ id: z.string() }).nullable() });

/** Registers everybody who is not there yet, one a day; whoever is keeps what they have become. */
export async function seedPeople(
  { act, goTo, password }: SeedTools,
  people: readonly Person[],
): Promise<readonly Citizen[]> {
  const citizens: Citizen[] = [];
  for (const [index, person] of people.entries()) {
    goTo(60 + people.length - index, 9);
    const id = await idOf(act, person, password);
    citizens.push({ ...person, viewer: { kind: 'user', id, roles: ['USER', ...(person.role ? [person.role] : [])] } });
  }
  return citizens;
}

async function idOf(act: Act, person: Person, password: string): Promise<string> {
  const { username, firstName, lastName, birthday, role, paidAccess } = person;
  const email = `${username}@example.com`;
  const input = { email, username, password, name: `${firstName} ${lastName}`, firstName, lastName, birthday };
  const { register } = await act(ANONYMOUS, {
    of: 'users',
    document: REGISTER,
    variables: { input },
    answer: registered,
  });
  if (register.user === undefined) return await knownId(act, email, username);
  const userId = register.user.id;
  if (role !== undefined) await change(act, SET_ROLES, { userId, roles: [role] });
  if (paidAccess === true) await change(act, SET_PAID, { userId, paidAccess });
  return userId;
}

/** @throws StartError where the user name is somebody else's, in whose name nothing may be done. */
async function knownId(act: Act, email: string, username: string): Promise<string> {
  const question = { of: 'users', document: FIND, variables: { login: email }, answer: found } as const;
  const { userByLogin: known } = await act(OPERATOR, question);
  if (known === null)
    throw new StartError(`There is no account ${email}, and another one has the user name ${username}.`);
  return known.id;
}

async function change(act: Act, document: string, input: object): Promise<void> {
  await act(OPERATOR, { of: 'users', document, variables: { input }, answer: z.unknown() });
}
