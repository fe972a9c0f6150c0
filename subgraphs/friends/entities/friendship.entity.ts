import { defineEntity, p } from '@mikro-orm/core';

import {
  allowedActions,
  nextState,
  type BlockAction,
  type FriendshipAction,
  type FriendshipSide,
  type FriendshipState,
  type FriendshipStatus,
} from './friendship-transitions.ts';

const FriendshipSchema = defineEntity({
  name: 'Friendship',
  tableName: 'friendship',
  properties: {
    id: p.uuid().primary(),
    requesterId: p.uuid(),
    addresseeId: p.uuid(),
    tag: p.text(),
    state: p.text().fieldName('status').$type<FriendshipState>(),
    createdAt: p.datetime(3),
    updatedAt: p.datetime(3),
  },
});

export interface NewFriendship {
  readonly id: string;
  readonly requesterId: string;
  readonly addresseeId: string;
  readonly tag: string;
  readonly state: FriendshipState;
  readonly now: Date;
}

/** What is between two users, from the first request on. A pair has one at most, whoever asked; its end frees the pair. */
export class Friendship extends FriendshipSchema.class {
  static begin({ now, ...friendship }: NewFriendship): Friendship {
    return Object.assign(new Friendship(), { ...friendship, createdAt: now, updatedAt: now });
  }

  /** As both may see it: that a request is hidden shows nowhere. */
  get status(): FriendshipStatus {
    return this.state === 'ACCEPTED' ? 'ACCEPTED' : 'PENDING';
  }

  /** Undefined for anybody but the two. */
  sideOf(userId: string): FriendshipSide | undefined {
    if (userId === this.requesterId) return 'requester';
    return userId === this.addresseeId ? 'addressee' : undefined;
  }

  /** Whether one of the two may know of it. */
  isVisibleTo(userId: string): boolean {
    const side = this.sideOf(userId);
    return side === 'requester' || (side === 'addressee' && this.state !== 'HIDDEN');
  }

  /** What it becomes when this user acts; undefined where the user may not. */
  next(userId: string, action: FriendshipAction | BlockAction): FriendshipState | 'ENDED' | undefined {
    const side = this.sideOf(userId);
    return side === undefined ? undefined : nextState(this.state, side, action);
  }

  allowedTo(userId: string): readonly FriendshipAction[] {
    const side = this.sideOf(userId);
    return side === undefined ? [] : allowedActions(this.state, side);
  }

  /** The same friendship, changed. */
  with(change: { readonly state?: FriendshipState; readonly tag?: string }, now: Date): Friendship {
    return Object.assign(new Friendship(), this, change, { updatedAt: now });
  }

  /** The other of the two. */
  friendOf(userId: string): string {
    return userId === this.requesterId ? this.addresseeId : this.requesterId;
  }
}

FriendshipSchema.setClass(Friendship);
export { FriendshipSchema };
