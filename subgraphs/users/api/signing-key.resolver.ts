import { Arg, Ctx, Directive, Field, GraphQLISODateTime, Mutation, ObjectType, Resolver } from 'type-graphql';

import type { KeyRotation } from '../services/signing-key.service.ts';
import type { UsersContext } from './users.context.ts';

@ObjectType('SigningKeyRotation')
@Directive('@inaccessible')
export class SigningKeyRotationType {
  @Field(() => String)
  kid!: string;

  @Field(() => GraphQLISODateTime)
  signsFrom!: Date;
}

@Resolver()
export class SigningKeyResolver {
  @Mutation(() => SigningKeyRotationType, {
    description:
      'Publishes a new key for access tokens, which signs ten minutes later, or ten seconds where that is urgent. For the operator.',
  })
  @Directive('@inaccessible')
  rotateSigningKeys(
    @Arg('urgent', () => Boolean, { defaultValue: false }) urgent: boolean,
    @Ctx() { keys }: UsersContext,
  ): Promise<KeyRotation> {
    return keys.rotate(urgent);
  }
}
