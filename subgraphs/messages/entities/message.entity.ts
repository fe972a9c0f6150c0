import { defineEntity, p } from '@mikro-orm/core';

const MessageSchema = defineEntity({
  name: 'Message',
  tableName: 'message',
  properties: {
    id: p.uuid().primary(),
    chatId: p.uuid(),
    /** From 1, without gaps in a chat. */
    seq: p.integer(),
    authorId: p.uuid().nullable(),
    clientMessageId: p.text(),
    text: p.text(),
    createdAt: p.datetime(3),
    editedAt: p.datetime(3).nullable(),
    deletedAt: p.datetime(3).nullable(),
    /** The chat's revision at which it was last edited or deleted; 0 where it never was. */
    revision: p.integer(),
  },
});

/** A message before its chat has given it a number. */
export interface MessageDraft {
  readonly id: string;
  readonly chatId: string;
  readonly authorId: string;
  readonly clientMessageId: string;
  readonly text: string;
  readonly createdAt: Date;
}

/** What one member said in a chat; its number is its place in the chat for ever. */
export class Message extends MessageSchema.class {
  static of(draft: MessageDraft, seq: number): Message {
    return Object.assign(new Message(), { ...draft, seq, editedAt: null, deletedAt: null, revision: 0 });
  }
}

MessageSchema.setClass(Message);
export { MessageSchema };
