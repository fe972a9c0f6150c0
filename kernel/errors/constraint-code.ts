import type { ErrorCode } from './registry.ts';

/**
 * What PostgreSQL refused, by SQLSTATE (its documentation, appendix A): the database's constraints are the last line of
 * defence, and what only they notice still has a code that a client understands.
 */
const CODE_BY_SQLSTATE: Readonly<Record<string, ErrorCode>> = {
  '22001': 'BAD_USER_INPUT', // a text longer than its column
  '22003': 'BAD_USER_INPUT', // a number outside its column's range
  '22007': 'BAD_USER_INPUT', // not a date
  '22008': 'BAD_USER_INPUT', // a date outside the calendar
  '22021': 'BAD_USER_INPUT', // characters that cannot be stored
  '22P02': 'BAD_USER_INPUT', // not a value of its type
  '23503': 'CONFLICT', // what it refers to is gone
  '23505': 'CONFLICT', // another row has this key
  '23514': 'BAD_USER_INPUT', // a check of the table
  '40001': 'CONFLICT', // another transaction was first
  '40P01': 'CONFLICT', // two transactions waited for each other
};

/** The code of a constraint violation that no repository has given a meaning; undefined for any other error. */
export function codeOfConstraint(error: Error): ErrorCode | undefined {
  return 'code' in error && typeof error.code === 'string' ? CODE_BY_SQLSTATE[error.code] : undefined;
}

/** Whether it was a constraint of the database that refused, and no code of ours had a meaning for it. */
export function isConstraintRefusal(error: unknown): error is Error {
  return error instanceof Error && codeOfConstraint(error) !== undefined;
}
