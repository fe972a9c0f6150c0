import { ArgsType, Field, ID, InputType } from 'type-graphql';

import type { JoinPolicy } from '../entities/chat.entity.ts';
import type { ChatRole } from '../entities/membership.entity.ts';
import { ChatRoleEnum, JoinPolicyEnum } from './chat.type.ts';

const NAME = '1 to 255 characters.';
const DESCRIPTION = 'At most 2,000 characters; may be empty.';

@InputType()
export class CreateChatInput {
  @Field(() => String, { description: NAME })
  name!: string;

  @Field(() => String, { nullable: true, description: DESCRIPTION })
  description?: string | null;

  @Field(() => JoinPolicyEnum, { nullable: true, description: '`INVITE` unless told.' })
  joinPolicy?: JoinPolicy | null;

  @Field(() => String, { nullable: true, description: `How you are called in this chat. ${NAME}` })
  displayName?: string | null;
}

@InputType({ description: 'What is absent stays as it is.' })
export class UpdateChatInput {
  @Field(() => ID)
  chatId!: string;

  @Field(() => String, { nullable: true, description: NAME })
  name?: string | null;

  @Field(() => String, { nullable: true, description: DESCRIPTION })
  description?: string | null;

  @Field(() => JoinPolicyEnum, { nullable: true })
  joinPolicy?: JoinPolicy | null;
}

@InputType()
export class AddMemberInput {
  @Field(() => ID)
  chatId!: string;

  @Field(() => ID)
  userId!: string;

  @Field(() => String, { nullable: true, description: `How the user is called in this chat. ${NAME}` })
  displayName?: string | null;
}

@InputType()
export class JoinChatInput {
  @Field(() => ID)
  chatId!: string;

  @Field(() => String, { nullable: true, description: `How you are called in this chat. ${NAME}` })
  displayName?: string | null;
}

@InputType()
export class RemoveMemberInput {
  @Field(() => ID)
  chatId!: string;

  @Field(() => ID)
  userId!: string;
}

@InputType()
export class ChangeMemberRoleInput {
  @Field(() => ID)
  chatId!: string;

  @Field(() => ID)
  userId!: string;

  @Field(() => ChatRoleEnum)
  role!: ChatRole;
}

@InputType()
export class SetMyDisplayNameInput {
  @Field(() => ID)
  chatId!: string;

  @Field(() => String, { nullable: true, description: `${NAME} Null goes back to your own name.` })
  displayName?: string | null;
}

@ArgsType()
export class ChatUpdatedArgs {
  @Field(() => ID)
  chatId!: string;
}
