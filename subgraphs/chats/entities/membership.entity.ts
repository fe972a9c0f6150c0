import { defineEntity, p } from '@mikro-orm/core';

export const CHAT_ROLES = ['OWNER', 'ADMIN', 'MEMBER'] as const;
export type ChatRole = (typeof CHAT_ROLES)[number];

const MembershipSchema = defineEntity({
  name: 'Membership',
  tableName: 'membership',
  properties: {
    id: p.uuid().primary(),
    chatId: p.uuid(),
    userId: p.uuid(),
    role: p.text().$type<ChatRole>(),
    displayName: p.text().nullable(),
    createdAt: p.datetime(3),
  },
});

/** That a user is in a chat, and as what. */
export class Membership extends MembershipSchema.class {}

MembershipSchema.setClass(Membership);
export { MembershipSchema };
