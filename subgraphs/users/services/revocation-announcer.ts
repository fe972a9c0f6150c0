/** Tells every gateway what was ended. */
export interface RevocationAnnouncer {
  /**
   * Resolves when the gateways are being told of all that has been committed so far, or cannot be told at the moment:
   * then it is tried again until they are. Never rejects.
   */
  announce(): Promise<void>;
}
