import { isUuid } from './is-uuid.ts';

/** Ids as the text of a `uuid[]`; what cannot be an id is null there, so that it matches nothing. */
export function toUuidArray(ids: readonly string[]): string {
  return `{${ids.map((id) => (isUuid(id) ? id : 'NULL')).join(',')}}`;
}
