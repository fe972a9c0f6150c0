export { batch } from './batch.ts';
export { isUuid } from './is-uuid.ts';
export { BY_SEQ, createList, NEWEST_FIRST, OLDEST_FIRST, type ListDefinition, type Sort } from './list.ts';
export { createLookup } from './lookup.ts';
export { openDatabase, type Database, type DatabaseOptions, type NamedMigration } from './open-database.ts';
export { toUuidArray } from './uuid-array.ts';
