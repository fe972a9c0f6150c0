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

export interface NewMembership {
  readonly id: string;
  readonly chatId: string;
  readonly userId: string;
  readonly role: ChatRole;
  readonly displayName: string | null;
  readonly createdAt: Date;
}

/** That a user is in a chat, and as what. Its id stays the same for as long as the user is in. */
export class Membership extends MembershipSchema.class {
  static begin(membership: NewMembership): Membership {
    return Object.assign(new Membership(), { ...membership, displayName: membership.displayName?.trim() ?? null });
  }

  /** The same membership, changed. */
  with(change: { readonly role?: ChatRole; readonly displayName?: string | null }): Membership {
    return Object.assign(new Membership(), this, change);
  }
}

MembershipSchema.setClass(Membership);
export { MembershipSchema };
