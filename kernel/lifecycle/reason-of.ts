/** Errors made for the operator explain themselves; any other needs its stack to be understood. */
const SELF_EXPLAINING = new Set(['ConfigError', 'StartError']);

const NO_LISTENER: Readonly<Record<string, string>> = {
  EADDRINUSE: 'another process listens there',
  EADDRNOTAVAIL: 'this machine has no such address',
  EACCES: 'this account may not',
};

/** Why a start failed, in the words of whoever can mend it. */
export function reasonOf(error: unknown): string {
  if (!(error instanceof Error)) return String(error);
  const own =
    listenProblem(error) ?? (SELF_EXPLAINING.has(error.name) ? error.message : (error.stack ?? error.message));
  return error.cause === undefined ? own : `${own}\nbecause: ${reasonOf(error.cause)}`;
}

function listenProblem(error: NodeJS.ErrnoException & { address?: string; port?: number }): string | undefined {
  const why = error.syscall === 'listen' ? NO_LISTENER[error.code ?? ''] : undefined;
  if (why === undefined) return undefined;
  return `Cannot listen on ${error.address ?? ''}:${error.port ?? ''}: ${why}.\nSet PORT, or OPS_PORT for the operations, to another port; HOST is the address.`;
}
