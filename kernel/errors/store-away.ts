/** Codes of Node for a connection that is refused or breaks, and PostgreSQL's for a server that starts, stops or is full. */
const AWAY =
  /^(ECONNREFUSED|ECONNRESET|ECONNABORTED|EPIPE|ETIMEDOUT|ENOTFOUND|EAI_AGAIN|EHOSTUNREACH|08\w{3}|53300|57P0[1235])$/;

/** What the PostgreSQL client says, without a code, of a connection that ended under a statement. */
const BROKEN = /^Connection terminated/;

/** Whether an error means that a store cannot be reached at the moment; what was asked of it may have been done. */
export function isStoreAway(error: Error): boolean {
  return ('code' in error && typeof error.code === 'string' && AWAY.test(error.code)) || BROKEN.test(error.message);
}
