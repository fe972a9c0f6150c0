import { defineEntity, p } from '@mikro-orm/core';

const ChatSchema = defineEntity({
  name: 'Chat',
  tableName: 'chat',
  properties: {
    id: p.uuid().primary(),
    name: p.text(),
    createdAt: p.datetime(3),
    updatedAt: p.datetime(3),
  },
});

/** A place where its members talk. */
export class Chat extends ChatSchema.class {}

ChatSchema.setClass(Chat);
export { ChatSchema };
