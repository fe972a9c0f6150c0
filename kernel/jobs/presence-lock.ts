/** A number of ours, so that a worker's lock is no other lock of this database. */
export const PRESENCE_SEED = 7_306_102;
