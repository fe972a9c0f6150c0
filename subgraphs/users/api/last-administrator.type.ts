import { Field, ObjectType } from 'type-graphql';

@ObjectType({
  description: 'Nobody could look after the installation any more. Make somebody else an administrator first.',
})
export class LastAdministrator {
  @Field(() => String)
  message!: string;
}

/** Says why, where the outcome is that the account has to stay as it is. */
export function withLastAdministrator(outcome: { readonly kind: string }): object {
  if (outcome.kind !== 'last_administrator') return outcome;
  return { ...outcome, message: 'This is the last active administrator.' };
}
