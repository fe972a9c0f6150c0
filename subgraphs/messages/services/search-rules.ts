import { problemIf, textProblems, type FieldProblem } from '../../../kernel/errors/index.ts';

const LONGEST_TEXT = 200;
const LETTER_OR_DIGIT = /[\p{L}\p{N}]/u;

/** What keeps a text from being looked for: its length, characters that no message has, or no word at all. */
export function searchTextProblems(text: string): readonly FieldProblem[] {
  const problems = textProblems('text', text, { min: 1, max: LONGEST_TEXT });
  if (problems.length > 0) return problems;
  return problemIf(!LETTER_OR_DIGIT.test(text), 'text', 'At least one word.');
}
