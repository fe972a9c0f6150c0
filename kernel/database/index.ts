export { batch, batchAcrossRequests, batchByRequest } from './batch.ts';
export { isUuid } from './is-uuid.ts';
export {
  BY_SEQ,
  comesAfter,
  createList,
  createShapedList,
  NEWEST_FIRST,
  OLDEST_FIRST,
  orderBy,
  type ListDefinition,
  type Sort,
} from './list.ts';
export { createLookup } from './lookup.ts';
export { createOffsetList, type OffsetListDefinition } from './offset-list.ts';
export { openDatabase, type Database, type DatabaseOptions, type NamedMigration } from './open-database.ts';
export { toUuidArray } from './uuid-array.ts';
