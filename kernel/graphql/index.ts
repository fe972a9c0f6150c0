export {
  buildFederatedSchema,
  type FederatedSchema,
  type FederatedSchemaOptions,
  type ReferenceResolver,
} from './build-federated-schema.ts';
export {
  defineConnection,
  PageArgs,
  PageInfo,
  toConnection,
  toPageInfo,
  toPageRequest,
  type Connection,
} from './connection.ts';
export { decodeCursor, encodeCursor, type CursorCodec } from './cursor.ts';
export { Decimal } from './decimal.ts';
export { defineResult } from './define-result.ts';
export { defineEnum } from './define-enum.ts';
export { executor, type GraphQLReply, type GraphQLRequest } from './executor.ts';
export { FieldProblemType } from './field-problem.type.ts';
export { LiveField } from './live-field.ts';
export { defineOffsetPage, OffsetArgs, toOffsetRequest } from './offset-page.ts';
export { seqCursor } from './seq-cursor.ts';
export { sortedCursor, type SortedKey } from './sorted-cursor.ts';
export { timeCursor } from './time-cursor.ts';
