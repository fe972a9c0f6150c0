/** A page of a list: the rows, and whether more follow. */
export interface Page<T> {
  readonly items: readonly T[];
  readonly hasNextPage: boolean;
}

/** What a caller asks of a list: how many rows, and the sort key of the row they come after. */
export interface PageRequest<Key> {
  readonly first: number;
  readonly after: Key | undefined;
}

/** The sort key of a list by time; the id decides between equal times. */
export interface TimeKey {
  readonly createdAt: Date;
  readonly id: string;
}

/** The sort key of a list whose rows are numbered. */
export interface SeqKey {
  readonly seq: number;
}

/** Makes a page of rows of which one more than `first` was asked for. */
export function toPage<T>(rows: readonly T[], first: number): Page<T> {
  return { items: rows.slice(0, first), hasNextPage: rows.length > first };
}

/** A page by its place in the list: how many rows to pass over, and how many to give at most. */
export interface OffsetRequest {
  readonly offset: number;
  readonly limit: number;
}

/** One such page, and how many rows the whole list has. */
export interface OffsetPage<T> {
  readonly items: readonly T[];
  readonly total: number;
}
