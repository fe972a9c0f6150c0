import type { Contract } from '../../../kernel/auth/index.ts';
import { problemIf, type FieldProblem } from '../../../kernel/errors/index.ts';
import type { PersonalChanges, PersonalData } from '../entities/user.entity.ts';
import { passwordProblems } from './password-rules.ts';
import { anyText, dateWithin, emailAddress, userName, type TextRule } from './text-rules.ts';

export interface RegistrationInput extends PersonalChanges {
  readonly password?: string | null | undefined;
}

type Field = keyof PersonalData;

/** How accounts are opened and described at one door. */
interface Door {
  /** One of each of these has to be given. */
  readonly required: readonly (readonly (Field | 'password')[])[];
  readonly rules: Readonly<Record<Field, TextRule>>;
  /** Whether a user name is taken where another differs from it in case only. */
  readonly refusesLookalikes: boolean;
  /** Whether whoever registers is signed in at once; elsewhere they sign in as the next step. */
  readonly signsIn: boolean;
  /** Whether only another system of ours opens accounts here, on a person's behalf. */
  readonly isForServices: boolean;
}

/** What the columns hold; the rules of a door are these or narrower. */
const STORABLE: Readonly<Record<Field, TextRule>> = {
  email: anyText(0, 320),
  username: anyText(1, 255),
  name: anyText(1, 255),
  firstName: anyText(1, 100),
  lastName: anyText(1, 100),
  birthday: dateWithin('0001-01-01', '9999-12-31'),
};

const GRAPHQL: Door = {
  required: [['email', 'username'], ['password']],
  rules: {
    ...STORABLE,
    email: emailAddress(320),
    username: userName,
    birthday: dateWithin('1900-01-01'),
  },
  refusesLookalikes: true,
  signsIn: true,
  isForServices: false,
};

/** The old doors take what their servers took, so that no client is refused what it could do before. */
const DOORS: Readonly<Record<Contract, Door>> = {
  graphql: GRAPHQL,
  octo: { ...oldDoor([['email'], ['password']]), signsIn: true },
  msgr: oldDoor([['username'], ['password']]),
  kpo: oldDoor([['username'], ['email'], ['password']], { email: emailAddress(255) }),
  trp: oldDoor([['email'], ['password'], ['name']], { email: anyText(1, 320) }),
  mz: {
    ...oldDoor([['username'], ['firstName'], ['lastName'], ['birthday']], {
      username: anyText(4, 20),
      firstName: anyText(2, 40),
      lastName: anyText(2, 40),
    }),
    isForServices: true,
  },
};

/** How a door differs from others apart from its rules. */
export function doorOf(contract: Contract): Pick<Door, 'refusesLookalikes' | 'signsIn' | 'isForServices'> {
  return DOORS[contract];
}

/** Checks a registration by the rules of its door. */
export function registrationProblems(contract: Contract, input: RegistrationInput, now: Date): readonly FieldProblem[] {
  const { required } = DOORS[contract];
  const missing = required.flatMap((fields) => missingProblems(fields, input));
  const password = input.password == null ? [] : passwordProblems(contract, input.password, input);
  return [...missing, ...personalProblems(contract, input, now), ...password];
}

/** Checks what is given of a profile by the rules of its door; what is absent or removed is not looked at. */
export function personalProblems(contract: Contract, changes: PersonalChanges, now: Date): readonly FieldProblem[] {
  return Object.entries(DOORS[contract].rules).flatMap(([field, rule]) => {
    const value = changes[field as Field];
    return value == null ? [] : rule(field, value, now);
  });
}

function missingProblems(fields: Door['required'][number], input: RegistrationInput): readonly FieldProblem[] {
  const [first = ''] = fields;
  return problemIf(
    fields.every((field) => input[field] == null),
    first,
    fields.length === 1 ? 'This is required.' : `One of these is required: ${fields.join(', ')}.`,
  );
}

function oldDoor(required: Door['required'], rules: Partial<Door['rules']> = {}): Door {
  return { required, rules: { ...STORABLE, ...rules }, refusesLookalikes: false, signsIn: false, isForServices: false };
}
