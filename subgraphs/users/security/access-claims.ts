import type { Contract, Role } from '../../../kernel/auth/index.ts';
import type { User } from '../entities/user.entity.ts';

type Claims = Readonly<Record<string, unknown>>;

/** The words that one old contract has for our roles; it never knew managers. */
const TRP_WORDS: Partial<Record<Role, string>> = { USER: 'user', ADMIN: 'admin' };

/** What the tokens of old contracts carry beside our own claims: clients read them, nobody here does. */
const OLD_CLAIMS: Partial<Record<Contract, (user: User) => Claims>> = {
  kpo: ({ number, roles }) => ({
    token_type: 'access',
    user_id: number,
    is_staff: roles.includes('MANAGER') || roles.includes('ADMIN'),
  }),
  trp: ({ id, email, roles }) => ({
    user_id: id,
    email: email ?? '',
    roles: roles.flatMap((role) => TRP_WORDS[role] ?? []),
  }),
};

/** The claims of an access token, but for those that every token has. */
export function accessClaims(user: User, contract: Contract, rolesClaim: string): Claims {
  return { [rolesClaim]: user.roles, ...OLD_CLAIMS[contract]?.(user) };
}
