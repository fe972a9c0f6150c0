import { Directive, Field, ID, ObjectType, Query, Resolver } from 'type-graphql';

import { defineSubgraph } from '../../kernel/subgraph/index.ts';
import { openTestSubgraph, type TestSubgraph } from '../../tests/support/open-test-subgraph.ts';

@ObjectType('User')
@Directive('@key(fields: "id")')
class Account {
  @Field(() => ID)
  id!: string;

  @Field(() => Boolean, { nullable: true })
  isActive!: boolean | null;
}

@Resolver(() => Account)
class AccountResolver {
  @Query(() => Account, { nullable: true })
  me(): Account | null {
    return null;
  }
}

export interface UserDirectory {
  readonly subgraph: TestSubgraph;
  /** The accounts by id, and whether each is active. */
  readonly accounts: Map<string, boolean>;
}

/** An owner of users that answers about accounts without making them: thousands of passwords take minutes to hash. */
export async function openUserDirectory(): Promise<UserDirectory> {
  const accounts = new Map<string, boolean>();
  const definition = defineSubgraph({
    name: 'users',
    entities: [],
    migrations: [],
    resolvers: [AccountResolver],
    references: {
      User: ({ id }: { id: string }): Account | null => {
        const isActive = accounts.get(id.toLowerCase());
        return isActive === undefined ? null : { id: id.toLowerCase(), isActive };
      },
    },
    open: () => ({ scope: () => ({}) }),
  });
  return { subgraph: await openTestSubgraph(definition), accounts };
}
