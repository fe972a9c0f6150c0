import { AppError, textProblems } from '../../../kernel/errors/index.ts';

/** Of clients of the graph. */
const TAG = { min: 0, max: 200 };
/** Of older systems, which have no bound. */
const TAG_OF_SERVICE = { min: 0, max: 10_000 };

/** @throws BAD_USER_INPUT for a tag that is too long or cannot be stored. */
export function requireTag(tag: string): void {
  refuse(textProblems('input.tag', tag, TAG));
}

/** @throws BAD_USER_INPUT for a tag that is too long or cannot be stored. */
export function requireTagOfService(tag: string): void {
  refuse(textProblems('input.tag', tag, TAG_OF_SERVICE));
}

function refuse([problem]: ReturnType<typeof textProblems>): void {
  if (problem !== undefined) throw new AppError('BAD_USER_INPUT', problem);
}
