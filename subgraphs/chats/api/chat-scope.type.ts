import { Directive, Field, ID, ObjectType } from 'type-graphql';

/** Where a user may look: what other subgraphs ask before they search. */
@ObjectType('ChatScope', { description: 'All chats that a user is in. For subgraphs only.' })
@Directive('@key(fields: "userId")')
@Directive('@inaccessible')
export class ChatScope {
  @Field(() => ID)
  userId!: string;

  @Field(() => [ID], { description: 'The one that was talked in last comes first; 10,000 at most.' })
  chatIds!: readonly string[];
}
