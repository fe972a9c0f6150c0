export { AppError, type AppErrorOptions } from './app-error.ts';
export { isConstraintRefusal } from './constraint-code.ts';
export { instantProblems, problemIf, textProblems, type FieldProblem, type TextLimits } from './field-problem.ts';
export { ERRORS, isErrorCode, type ErrorCode, type ErrorEntry } from './registry.ts';
export { toAppError } from './to-app-error.ts';
