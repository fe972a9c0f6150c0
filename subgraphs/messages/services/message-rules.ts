import { problemIf, textProblems, type FieldProblem } from '../../../kernel/errors/index.ts';

const LONGEST_TEXT = 4_096;
const CLIENT_MESSAGE_ID = { min: 1, max: 100 };
/** Spaces, line ends, and what only joins or directs other characters. */
const NOTHING_TO_SEE = /^[\s\p{Z}\p{Cf}]*$/u;

/** What keeps a text from being said: it has characters as a reader counts them, at least one of which can be seen. */
export function messageTextProblems(text: string): readonly FieldProblem[] {
  const isWrong = NOTHING_TO_SEE.test(text) || isLongerThan(text, LONGEST_TEXT);
  return [
    ...problemIf(isWrong, 'text', `1 to ${LONGEST_TEXT} characters.`),
    ...textProblems('text', text, { min: 0, max: text.length }),
  ];
}

export function clientMessageIdProblems(clientMessageId: string): readonly FieldProblem[] {
  return textProblems('clientMessageId', clientMessageId, CLIENT_MESSAGE_ID);
}

/** In code points: an emoji outside of the basic plane is one character, though two units of UTF-16. */
function isLongerThan(text: string, limit: number): boolean {
  return text.length > 2 * limit || (text.length > limit && Array.from(text).length > limit);
}
