import { z } from 'zod';

import { ROLES, type Role } from '../../kernel/auth/index.ts';
import { Refused, type Operator } from './operator.ts';

/** The words do not make a command: what is printed is how they would. */
export class WrongUsage extends Error {
  override readonly name = 'WrongUsage';
}

export interface AdminCommand {
  /** How it is written, after `npm run admin --`. */
  readonly usage: string;
  readonly about: string;
  /** Understands the words that follow the name. @throws WrongUsage */
  read(words: readonly string[]): AdminAction;
}

/** @returns what to print. @throws Refused */
export type AdminAction = (operator: Operator) => Promise<string>;

const USER = z.object({ id: z.string(), roles: z.array(z.enum(ROLES)) });

async function userNamed(operator: Operator, login: string): Promise<z.output<typeof USER>> {
  const query = 'query ($login: String!) { userByLogin(login: $login) { id roles } }';
  const { userByLogin } = await operator(query, { login }, z.object({ userByLogin: USER.nullable() }));
  if (userByLogin === null) throw new Refused(`There is no account with the login ${login}.`);
  return userByLogin;
}

const CHANGED = z.union([
  z.object({ user: z.object({ roles: z.array(z.enum(ROLES)) }) }),
  z.object({ message: z.string() }),
]);

function changeRoles(
  [login, name, ...more]: readonly string[],
  change: (roles: readonly Role[], role: Role) => readonly Role[],
): AdminAction {
  const role = ROLES.find((known) => known === name?.toUpperCase());
  if (login === undefined || role === undefined || more.length > 0) throw new WrongUsage();
  return (operator) => setRoles(operator, login, (roles) => change(roles, role));
}

async function setRoles(
  operator: Operator,
  login: string,
  change: (roles: readonly Role[]) => readonly Role[],
): Promise<string> {
  const user = await userNamed(operator, login);
  const query = `mutation ($input: SetUserRolesInput!) {
    setUserRoles(input: $input) { ... on UserChanged { user { roles } } ... on LastAdministrator { message } }
  }`;
  const variables = { input: { userId: user.id, roles: change(user.roles) } };
  const { setUserRoles: outcome } = await operator(query, variables, z.object({ setUserRoles: CHANGED }));
  if ('message' in outcome) throw new Refused(outcome.message);
  return `${login} now has the roles ${outcome.user.roles.join(', ')}.`;
}

async function issueLink(operator: Operator, login: string): Promise<string> {
  const { id } = await userNamed(operator, login);
  const query = 'mutation ($id: ID!) { issuePasswordLink(userId: $id) { token expiresAt } }';
  const shape = z.object({ issuePasswordLink: z.object({ token: z.string(), expiresAt: z.string() }) });
  const { token, expiresAt } = (await operator(query, { id }, shape)).issuePasswordLink;
  return [
    `Until ${expiresAt} whoever has this token may set the password of ${login}, once:`,
    `mutation { setPassword(input: { token: "${token}", newPassword: "…" }) { __typename } }`,
  ].join('\n');
}

async function rotateKeys(operator: Operator, urgent: boolean): Promise<string> {
  const query = 'mutation ($urgent: Boolean!) { rotateSigningKeys(urgent: $urgent) { kid signsFrom } }';
  const shape = z.object({ rotateSigningKeys: z.object({ kid: z.string(), signsFrom: z.string() }) });
  const { kid, signsFrom } = (await operator(query, { urgent }, shape)).rotateSigningKeys;
  return `Key ${kid} is published; it signs from ${signsFrom} on. The keys of before stay good for their tokens.`;
}

const ROLE_NAMES = ROLES.map((role) => role.toLowerCase()).join('|');

/** What whoever runs the installation can do by command. */
export const ADMIN_COMMANDS: Readonly<Record<string, AdminCommand>> = {
  promote: {
    usage: `promote <login> <${ROLE_NAMES}>`,
    about: 'gives an account a role',
    read: (words) => changeRoles(words, (roles, role) => [...roles, role]),
  },
  demote: {
    usage: `demote <login> <${ROLE_NAMES}>`,
    about: 'takes a role from an account; tokens that carry it are refused',
    read: (words) => changeRoles(words, (roles, role) => roles.filter((other) => other !== role)),
  },
  'password-link': {
    usage: 'password-link <login>',
    about: 'prints a token with which the password can be set, once within a day',
    read([login, ...more]) {
      if (login === undefined || more.length > 0) throw new WrongUsage();
      return (operator) => issueLink(operator, login);
    },
  },
  'rotate-keys': {
    usage: 'rotate-keys [--now]',
    about: 'makes a new key for access tokens, which signs in ten minutes, or in ten seconds',
    read(words) {
      if (words.some((word) => word !== '--now') || words.length > 1) throw new WrongUsage();
      return (operator) => rotateKeys(operator, words.length === 1);
    },
  },
};

export function usage(): string {
  const rows = Object.values(ADMIN_COMMANDS).map(
    ({ usage: words, about }) => [`npm run admin -- ${words}`, about] as const,
  );
  const width = Math.max(...rows.map(([words]) => words.length));
  return rows.map(([words, about]) => `  ${words.padEnd(width)}  ${about}`).join('\n');
}
