import type { Contract } from '../../../kernel/auth/index.ts';
import { problemIf, type FieldProblem } from '../../../kernel/errors/index.ts';

export interface RegistrationInput {
  readonly email: string;
  readonly password: string;
  readonly username?: string | null | undefined;
}

type Rules = (input: RegistrationInput) => readonly FieldProblem[];

const EMAIL = /^[^\s@\p{C}]+@[^\s@.\p{C}]+(\.[^\s@.\p{C}]+)+$/u;
const USERNAME = /^[\p{L}\p{N}][\p{L}\p{N}._-]{2,39}$/u;
const LONGEST_EMAIL = 320;
const LONGEST_PASSWORD = 1_024;
const SHORTEST_PASSWORD = 10;
const LEAST_VARIETY = 5;

const strict: Rules = ({ email, password, username }) => [
  ...problemIf(!EMAIL.test(email) || email.length > LONGEST_EMAIL, 'email', 'This is not an e-mail address.'),
  ...problemIf(
    password.length < SHORTEST_PASSWORD,
    'password',
    `A password has at least ${SHORTEST_PASSWORD} characters.`,
  ),
  ...problemIf(
    password.length > LONGEST_PASSWORD,
    'password',
    `A password has at most ${LONGEST_PASSWORD} characters.`,
  ),
  ...problemIf(
    new Set(password.toLowerCase()).size < LEAST_VARIETY,
    'password',
    `A password has at least ${LEAST_VARIETY} different characters.`,
  ),
  ...problemIf(
    password.toLowerCase().includes(localPart(email)),
    'password',
    'A password does not contain the e-mail address.',
  ),
  ...problemIf(
    username != null && !USERNAME.test(username),
    'username',
    'A user name has 3 to 40 letters, digits, dots, dashes or underscores.',
  ),
];

/** What the old server took: any text that its columns hold. */
const octo: Rules = ({ email, password }) => [
  ...problemIf(
    email.length > LONGEST_EMAIL || email.includes('\0'),
    'email',
    `An e-mail address has at most ${LONGEST_EMAIL} characters.`,
  ),
  ...problemIf(
    password.length > LONGEST_PASSWORD,
    'password',
    `A password has at most ${LONGEST_PASSWORD} characters.`,
  ),
];

const RULES: Partial<Record<Contract, Rules>> = { graphql: strict, octo };

/** Checks a registration by the rules of its door; a door without rules of its own has the graph's. */
export function registrationProblems(contract: Contract, input: RegistrationInput): readonly FieldProblem[] {
  return (RULES[contract] ?? strict)(input);
}

/** Never empty, so that `includes` cannot match by accident. */
function localPart(email: string): string {
  return email.toLowerCase().split('@')[0] || email;
}
