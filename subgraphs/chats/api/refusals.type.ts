import { Directive, Field, ID, Int, ObjectType } from 'type-graphql';

import type { FieldProblem } from '../../../kernel/errors/index.ts';
import { FieldProblemType } from '../../../kernel/graphql/index.ts';
import type { ChatRole } from '../entities/membership.entity.ts';
import { ChatRoleEnum, Membership } from './chat.type.ts';

@ObjectType({ description: 'There is no such chat, or the viewer is not in it.' })
@Directive('@shareable')
export class ChatNotFound {
  @Field(() => ID)
  chatId!: string;
}

@ObjectType({ description: 'You are in the chat, but not as somebody who may do this.' })
export class ChatRoleTooLow {
  @Field(() => ChatRoleEnum, { description: 'As what you are in the chat.' })
  role!: ChatRole;
}

@ObjectType({ description: 'This user is not in the chat.' })
export class MemberNotFound {
  @Field(() => ID)
  chatId!: string;

  @Field(() => ID)
  userId!: string;
}

@ObjectType({ description: 'This is the only owner: first make another member one.' })
export class LastOwner {
  @Field(() => Membership)
  membership!: Membership;
}

@ObjectType({ description: 'The chat has as many members as a chat may have.' })
export class ChatFull {
  @Field(() => ID)
  chatId!: string;

  @Field(() => Int)
  mostMembers!: number;
}

@ObjectType({ description: 'There is no such user, or not for you.' })
export class UserCannotBeAdded {
  @Field(() => ID)
  userId!: string;
}

@ObjectType()
export class InvalidChat {
  @Field(() => [FieldProblemType])
  problems!: readonly FieldProblem[];
}

@ObjectType()
export class InvalidMembership {
  @Field(() => [FieldProblemType])
  problems!: readonly FieldProblem[];
}
