import { Arg, Ctx, Directive, Field, GraphQLISODateTime, ID, ObjectType, Query, Resolver } from 'type-graphql';

import type { Role } from '../../../kernel/auth/index.ts';
import { defineEnum } from '../../../kernel/graphql/index.ts';
import type { CredentialVerdict } from '../services/session.service.ts';
import { RoleEnum } from './user.type.ts';
import type { UsersContext } from './users.context.ts';

const VerdictEnum = defineEnum('CredentialVerdictKind', ['valid', 'expired', 'unknown'], 'What a session id is worth.');

@ObjectType('CredentialVerdict', { description: 'For gateways; the fields beside `kind` are set where it is valid.' })
@Directive('@inaccessible')
export class CredentialVerdictType {
  @Field(() => VerdictEnum)
  kind!: CredentialVerdict['kind'];

  @Field(() => ID, { nullable: true })
  sessionId?: string;

  @Field(() => ID, { nullable: true })
  userId?: string;

  @Field(() => [RoleEnum], { nullable: true })
  roles?: readonly Role[];

  @Field(() => GraphQLISODateTime, { nullable: true })
  checkedAt?: Date;

  @Field(() => GraphQLISODateTime, { nullable: true })
  expiresAt?: Date;
}

@Resolver()
export class CredentialResolver {
  @Query(() => CredentialVerdictType, { description: 'Checks a session id. For gateways.' })
  @Directive('@inaccessible')
  sessionCredential(
    @Arg('secret', () => String) secret: string,
    @Ctx() { sessions }: UsersContext,
  ): Promise<CredentialVerdict> {
    return sessions.verdictOn(secret);
  }
}
