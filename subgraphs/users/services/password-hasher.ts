/** Keeps passwords so that they can be checked but not read. */
export interface PasswordHasher {
  /** @throws OVERLOADED when too many passwords are being hashed already. */
  hash(password: string): Promise<string>;
  /**
   * Takes the same time whether there is a hash or not.
   * @throws OVERLOADED
   */
  matches(hash: string | null, password: string): Promise<boolean>;
  /** Whether a hash was made with less effort than new ones are. */
  isOutdated(hash: string): boolean;
}
