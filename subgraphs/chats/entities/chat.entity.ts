import { defineEntity, p } from '@mikro-orm/core';

/** Who comes into a chat: whoever has its id, or whom an owner or administrator adds. */
export const JOIN_POLICIES = ['LINK', 'INVITE'] as const;
export type JoinPolicy = (typeof JOIN_POLICIES)[number];

/** As many members as a chat may have. */
export const MOST_MEMBERS = 10_000;

const ChatSchema = defineEntity({
  name: 'Chat',
  tableName: 'chat',
  properties: {
    id: p.uuid().primary(),
    name: p.text(),
    description: p.text(),
    joinPolicy: p.text().$type<JoinPolicy>(),
    /** Grows with every change of the chat or its members. */
    version: p.integer(),
    memberCount: p.integer(),
    createdAt: p.datetime(3),
    /** When the version last grew. */
    updatedAt: p.datetime(3),
    /** When it was opened, or last talked in. */
    lastActivityAt: p.datetime(3),
  },
});

/** A place where its members talk. */
export class Chat extends ChatSchema.class {}

ChatSchema.setClass(Chat);
export { ChatSchema };
