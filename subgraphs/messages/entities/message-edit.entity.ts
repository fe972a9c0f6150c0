import { defineEntity, p } from '@mikro-orm/core';

const MessageEditSchema = defineEntity({
  name: 'MessageEdit',
  tableName: 'message_edit',
  properties: {
    messageId: p.uuid().primary(),
    /** Its place among the edits of its message, from 1. */
    seq: p.integer().primary(),
    /** What the message said before. */
    text: p.text(),
    replacedAt: p.datetime(3),
  },
});

/** One edit of a message: what it said until then. */
export class MessageEdit extends MessageEditSchema.class {}

MessageEditSchema.setClass(MessageEdit);
export { MessageEditSchema };
