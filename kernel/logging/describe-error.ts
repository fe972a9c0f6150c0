const MAX_DEPTH = 5;

/** An error as the log shows it: its code, message and stack, and the same of everything that caused it. */
export function describeError(error: unknown, depth = 0): unknown {
  if (!(error instanceof Error)) return error;
  if (depth === MAX_DEPTH) return { message: error.message };
  return {
    name: error.name,
    ...('code' in error ? { code: error.code } : {}),
    message: error.message,
    stack: error.stack,
    ...(error.cause === undefined ? {} : { cause: describeError(error.cause, depth + 1) }),
    ...(error instanceof AggregateError ? { errors: error.errors.map((one) => describeError(one, depth + 1)) } : {}),
  };
}
