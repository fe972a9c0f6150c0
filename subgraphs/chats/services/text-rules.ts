import { textProblems, type FieldProblem } from '../../../kernel/errors/index.ts';

const NAME = { min: 1, max: 255 };
const DESCRIPTION = { min: 0, max: 2000 };

/** Texts of a chat; what is absent is not asked for. */
export interface ChatTexts {
  readonly name?: string | null | undefined;
  readonly description?: string | null | undefined;
  readonly displayName?: string | null | undefined;
}

/** What keeps these texts from being stored. */
export function chatTextProblems({ name, description, displayName }: ChatTexts): readonly FieldProblem[] {
  return [
    ...(name == null ? [] : textProblems('name', name, NAME)),
    ...(description == null ? [] : textProblems('description', description, DESCRIPTION)),
    ...(displayName == null ? [] : textProblems('displayName', displayName, NAME)),
  ];
}
