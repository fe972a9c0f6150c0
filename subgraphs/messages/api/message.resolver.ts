import { Arg, Args, Ctx, FieldResolver, ID, Mutation, Query, Resolver, Root } from 'type-graphql';

import { PageArgs, seqCursor, toConnection, toPageRequest, type Connection } from '../../../kernel/graphql/index.ts';
import type { MessageEdit as StoredEdit } from '../entities/message-edit.entity.ts';
import type { Message as StoredMessage } from '../entities/message.entity.ts';
import type { SendMessageOutcome } from '../services/message.service.ts';
import type { DeleteMessageOutcome, EditMessageOutcome } from '../services/revision.service.ts';
import { Chat } from './chat.type.ts';
import { EditMessageInput, SendMessageInput } from './message.inputs.ts';
import { DeleteMessageResult, EditMessageResult, SendMessageResult } from './message.results.ts';
import { Message, MessageEditConnection } from './message.type.ts';
import type { MessagesContext } from './messages.context.ts';
import { User } from './user.type.ts';

@Resolver(() => Message)
export class MessageResolver {
  @Query(() => Message, { nullable: true, description: 'One message of a chat that the signed-in user is in.' })
  message(@Arg('id', () => ID) id: string, @Ctx() { messages }: MessagesContext): Promise<StoredMessage | null> {
    return messages.find(id);
  }

  @Mutation(() => SendMessageResult, { description: 'Says something in a chat that the signed-in user is in.' })
  sendMessage(
    @Arg('input', () => SendMessageInput) input: SendMessageInput,
    @Ctx() { messages }: MessagesContext,
  ): Promise<SendMessageOutcome> {
    return messages.send(input);
  }

  @Mutation(() => EditMessageResult, { description: "Replaces the text of one of the signed-in user's own messages." })
  editMessage(
    @Arg('input', () => EditMessageInput) input: EditMessageInput,
    @Ctx() { revisions }: MessagesContext,
  ): Promise<EditMessageOutcome> {
    return revisions.edit(input);
  }

  @Mutation(() => DeleteMessageResult, {
    description:
      'Takes away what a message says, and said; its place stays. For its author, owners and administrators.',
  })
  deleteMessage(
    @Arg('messageId', () => ID) messageId: string,
    @Ctx() { revisions }: MessagesContext,
  ): Promise<DeleteMessageOutcome> {
    return revisions.delete(messageId);
  }

  @FieldResolver(() => Chat)
  chat(@Root() { chatId }: StoredMessage): Chat {
    return { id: chatId };
  }

  @FieldResolver(() => User, { nullable: true, description: 'Null once the account is gone.' })
  author(@Root() { authorId }: StoredMessage): User | null {
    return typeof authorId === 'string' ? { id: authorId } : null;
  }

  @FieldResolver(() => MessageEditConnection, {
    nullable: true,
    description: 'What it said before each of its edits, oldest first; nothing where it was deleted.',
  })
  async edits(
    @Root() message: StoredMessage,
    @Args(() => PageArgs) page: PageArgs,
    @Ctx() { revisions }: MessagesContext,
  ): Promise<Connection<StoredEdit>> {
    return toConnection(await revisions.editsOf(message, toPageRequest(page, seqCursor)), seqCursor);
  }
}
