/**
 * A reason not to start that the operator can remove. Its message is complete: what is wrong and what to
 * do, one line or several; `runMain` prints it without a stack.
 */
export class StartError extends Error {
  override readonly name = 'StartError';
}
