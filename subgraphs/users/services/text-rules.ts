import { problemIf, textProblems, type FieldProblem } from '../../../kernel/errors/index.ts';

/** What is wrong with one text of a registration or a profile. */
export type TextRule = (field: string, text: string, now: Date) => readonly FieldProblem[];

const EMAIL = /^[^\s@\p{C}]+@[^\s@.\p{C}]+(\.[^\s@.\p{C}]+)+$/u;
const USERNAME = /^[\p{L}\p{N}][\p{L}\p{N}._-]{2,39}$/u;

/** Any text of a length, in UTF-16 units. */
export function anyText(min: number, max: number): TextRule {
  return (field, text) => textProblems(field, text, { min, max });
}

export function emailAddress(max: number): TextRule {
  return (field, text) =>
    problemIf(!EMAIL.test(text) || text.length > max || !text.isWellFormed(), field, 'This is not an e-mail address.');
}

export const userName: TextRule = (field, text) =>
  problemIf(!USERNAME.test(text), field, 'A user name has 3 to 40 letters, digits, dots, dashes or underscores.');

/** A date that is written `YYYY-MM-DD`, which sorts as the calendar does; up to today (in UTC) unless told. */
export function dateWithin(first: string, last?: string): TextRule {
  return (field, date, now) => {
    const lastDate = last ?? now.toISOString().slice(0, 10);
    return problemIf(date < first || date > lastDate, field, `A date from ${first} to ${lastDate}.`);
  };
}
