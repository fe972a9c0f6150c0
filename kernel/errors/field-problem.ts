/** One thing wrong with one field of an input; an expected outcome, not an error. */
export interface FieldProblem {
  /** Where it is in the input, such as `lines.2.price`. */
  readonly field: string;
  readonly message: string;
}

export function problemIf(wrong: boolean, field: string, message: string): readonly FieldProblem[] {
  return wrong ? [{ field, message }] : [];
}

export interface TextLimits {
  readonly min: number;
  /** Both in UTF-16 units; spaces at the ends do not count towards `min`. */
  readonly max: number;
}

/** What keeps a text from being stored: its length, or characters that PostgreSQL has no place for. */
export function textProblems(field: string, text: string, { min, max }: TextLimits): readonly FieldProblem[] {
  const wrongLength = text.length > max || text.trim().length < min;
  return [
    ...problemIf(wrongLength, field, min === 0 ? `At most ${max} characters.` : `${min} to ${max} characters.`),
    ...problemIf(
      text.includes('\0') || !text.isWellFormed(),
      field,
      'This text holds characters that cannot be stored.',
    ),
  ];
}

/** What keeps an instant from being compared in PostgreSQL: a year that its calendar does not have. */
export function instantProblems(field: string, instant: Date | null | undefined): readonly FieldProblem[] {
  const year = instant?.getUTCFullYear() ?? 1;
  return problemIf(year < 1 || year > 9999, field, 'A year is 1 to 9999.');
}
