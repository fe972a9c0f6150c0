import type { LoginKind } from '../repositories/user.repository.ts';

/**
 * How a login is read that may be an e-mail address or a user name, the likelier first. Old doors let anybody take a
 * user name that is somebody else's address: an address means the account that has it.
 */
export function eitherLogin(login: string): readonly LoginKind[] {
  return login.includes('@') ? ['email', 'username'] : ['username', 'email'];
}
