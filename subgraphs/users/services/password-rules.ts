import type { Contract } from '../../../kernel/auth/index.ts';
import { problemIf, type FieldProblem } from '../../../kernel/errors/index.ts';

/** Whose password it is: what everybody knows of them makes a bad password. */
export interface PasswordOwner {
  readonly email?: string | null | undefined;
  readonly username?: string | null | undefined;
}

type PasswordRule = (password: string, owner: PasswordOwner) => readonly FieldProblem[];

const LONGEST = 1_024;
const SHORTEST = 10;
const LEAST_VARIETY = 5;
/** Shorter names are in many good passwords by chance. */
const SHORTEST_NAME = 3;

const strict: PasswordRule = (password, owner) => [
  ...ofLength(SHORTEST, LONGEST)(password, owner),
  ...problemIf(
    new Set(password.toLowerCase()).size < LEAST_VARIETY,
    'password',
    `A password has at least ${LEAST_VARIETY} different characters.`,
  ),
  ...problemIf(
    namesOf(owner).some((name) => password.toLowerCase().includes(name)),
    'password',
    'A password contains neither the e-mail address nor the user name.',
  ),
];

/** By door; one without a rule opens accounts without a password. */
export const PASSWORD_RULES: Readonly<Record<Contract, PasswordRule | undefined>> = {
  graphql: strict,
  octo: ofLength(0, LONGEST),
  msgr: ofLength(0, LONGEST),
  kpo: ofLength(1, 128),
  trp: ofLength(6, LONGEST),
  mz: undefined,
};

/** Checks a new password by the rules of its door, also where it replaces another; strictly where the door has none. */
export function passwordProblems(contract: Contract, password: string, owner: PasswordOwner): readonly FieldProblem[] {
  return (PASSWORD_RULES[contract] ?? strict)(password, owner);
}

/** Lengths in UTF-16 units. */
function ofLength(min: number, max: number): PasswordRule {
  return (password) => [
    ...problemIf(password.length < min, 'password', `A password has at least ${min} characters.`),
    ...problemIf(password.length > max, 'password', `A password has at most ${max} characters.`),
  ];
}

function namesOf({ email, username }: PasswordOwner): readonly string[] {
  const local = email?.toLowerCase().split('@')[0] || email?.toLowerCase();
  return [local, username?.toLowerCase()].filter(
    (name) => name !== undefined && name.length >= SHORTEST_NAME,
  ) as string[];
}
