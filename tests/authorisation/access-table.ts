/** Who knocks, in the order of the columns of a table. The owner is whose account, order or friendship it is about. */
export const CALLERS = ['anonymous', 'user', 'owner', 'manager', 'administrator', 'service'] as const;
export type Caller = (typeof CALLERS)[number];

/**
 * What a caller gets: `value`, `null`, the member of a result union, or the code of an error; one for each caller,
 * separated by spaces.
 */
export type Verdicts = string;

/** Makes the arguments of one call, and whatever they speak of. */
export type ArgumentsOf<World> = (world: World) => Promise<Readonly<Record<string, unknown>>>;

/** The reviewed answer to the question of who may do what in one subgraph. Every field of its schema has an entry. */
export interface AccessTable<World> {
  /** Queries and mutations, as `Mutation.placeOrder`. */
  readonly roots: Readonly<Record<string, readonly [Verdicts, ArgumentsOf<World>]>>;
  /** Fields of types with a key, as `User.email`, of an object that belongs to the owner. */
  readonly entities: Readonly<Record<string, EntityAccess<World>>>;
  /** Types that only an answer carries, and all their fields: who may have the answer may read them. */
  readonly carried: Readonly<Record<string, string>>;
}

export interface EntityAccess<World> {
  readonly key: (world: World) => Promise<Readonly<Record<string, unknown>>>;
  readonly fields: Readonly<Record<string, Verdicts>>;
}
