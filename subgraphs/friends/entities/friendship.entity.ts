import { defineEntity, p } from '@mikro-orm/core';

export const FRIENDSHIP_STATUSES = ['PENDING', 'ACCEPTED'] as const;
export type FriendshipStatus = (typeof FRIENDSHIP_STATUSES)[number];

const FriendshipSchema = defineEntity({
  name: 'Friendship',
  tableName: 'friendship',
  properties: {
    id: p.uuid().primary(),
    requesterId: p.uuid(),
    addresseeId: p.uuid(),
    tag: p.text(),
    status: p.text().$type<FriendshipStatus>(),
    createdAt: p.datetime(3),
    updatedAt: p.datetime(3),
  },
});

/** What a request makes of what the pair already has, by who asks: the same again, or the other of the two. */
const ON_REQUEST: Readonly<
  Record<FriendshipStatus, { readonly requester: FriendshipStatus; readonly addressee: FriendshipStatus }>
> = {
  PENDING: { requester: 'PENDING', addressee: 'ACCEPTED' },
  ACCEPTED: { requester: 'ACCEPTED', addressee: 'ACCEPTED' },
};

export interface FriendshipRequest {
  readonly id: string;
  readonly requesterId: string;
  readonly addresseeId: string;
  readonly tag: string;
  readonly now: Date;
}

/** What is between two users, from the first request on. A pair has one, whoever asked. */
export class Friendship extends FriendshipSchema.class {
  static request({ now, ...request }: FriendshipRequest): Friendship {
    return Object.assign(new Friendship(), { ...request, status: 'PENDING', createdAt: now, updatedAt: now } as const);
  }

  /** One of the two asks for the friendship that the pair already has. */
  requestAgain(userId: string, now: Date): void {
    const status = ON_REQUEST[this.status][userId === this.requesterId ? 'requester' : 'addressee'];
    if (status === this.status) return;
    this.status = status;
    this.updatedAt = now;
  }

  /** The other of the two. */
  friendOf(userId: string): string {
    return userId === this.requesterId ? this.addresseeId : this.requesterId;
  }
}

FriendshipSchema.setClass(Friendship);
export { FriendshipSchema };
