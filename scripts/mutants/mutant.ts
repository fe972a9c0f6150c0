/** One change of one file: the text that is there now, wherever it occurs, and what stands in its place. */
export interface Edit {
  readonly file: string;
  readonly find: string;
  readonly replace: string;
}

/** A mistake that the tests have to notice, made in the model and in the scripts alike where both have the rule. */
export interface Mutant {
  readonly name: string;
  readonly edits: readonly Edit[];
  /** Test files, each of which has to fail. */
  readonly suites: readonly string[];
}
