import type { Contract } from '../../../kernel/auth/index.ts';
import { problemIf, type FieldProblem } from '../../../kernel/errors/index.ts';
import type { PersonalChanges, User } from '../entities/user.entity.ts';
import type { LoginChange, UserRepository } from '../repositories/user.repository.ts';
import { doorOf, personalProblems } from './registration-rules.ts';

export interface ProfileChange {
  readonly userId: string;
  readonly changes: PersonalChanges;
  readonly contract: Contract;
  readonly now: Date;
  /** Looks at the account under its lock before anything changes; refuses by throwing. */
  readonly check?: (user: User) => void;
}

/** Changes what is given of a profile, by the rules of the door; undefined where there is no such account. */
export async function changeProfile(
  users: UserRepository,
  { userId, changes, contract, now, check }: ProfileChange,
): Promise<LoginChange | undefined> {
  const problems = personalProblems(contract, changes, now);
  if (problems.length > 0) return { kind: 'invalid_profile', problems };
  const change = (user: User): readonly FieldProblem[] => {
    check?.(user);
    const lost = lastLoginProblems(user, changes);
    if (lost.length === 0) user.changePersonal(changes, now);
    return lost;
  };
  return await users.changeLogins(userId, change, doorOf(contract));
}

function lastLoginProblems(user: User, changes: PersonalChanges): readonly FieldProblem[] {
  const field = changes.email === null ? 'email' : 'username';
  return problemIf(!user.keepsLogin(changes), field, 'An account keeps an e-mail address or a user name.');
}
