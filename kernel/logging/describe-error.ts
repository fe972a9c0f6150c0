const MAX_DEPTH = 5;

/** An error as the log shows it: its code, message and stack, and the same of everything that caused it. */
export function describeError(error: unknown): unknown {
  return describe(error, { stacks: true, depth: 0 });
}

/** The same without the stacks, for what happens in numbers and in one place. */
export function describeBriefly(error: unknown): unknown {
  return describe(error, { stacks: false, depth: 0 });
}

function describe(error: unknown, { stacks, depth }: { readonly stacks: boolean; readonly depth: number }): unknown {
  if (!(error instanceof Error)) return error;
  if (depth === MAX_DEPTH) return { message: error.message };
  const inner = (one: unknown): unknown => describe(one, { stacks, depth: depth + 1 });
  return {
    name: error.name,
    ...('code' in error ? { code: error.code } : {}),
    ...('constraint' in error ? { constraint: error.constraint } : {}),
    message: error.message,
    ...(stacks ? { stack: error.stack } : {}),
    ...(error.cause === undefined ? {} : { cause: inner(error.cause) }),
    ...(error instanceof AggregateError ? { errors: error.errors.map(inner) } : {}),
  };
}
