import type { Step } from './friendship-histories.suite.ts';

/** What friends, requests and blocks are, in the simplest words; the subgraph is held to it. */
export interface ModelFriendship {
  readonly requester: number;
  readonly addressee: number;
  accepted: boolean;
  tag: string;
}

const ENDS = { decline: 'FriendshipDeclined', cancel: 'FriendshipRequestCancelled', remove: 'FriendshipRemoved' };

export class FriendshipModel {
  friendships: ModelFriendship[] = [];
  blocks: (readonly [blocker: number, blocked: number])[] = [];

  between = (one: number, other: number) =>
    this.friendships.find(({ requester: a, addressee: b }) => (a === one && b === other) || (a === other && b === one));
  hasBlocked = (one: number, other: number) => this.blocks.some(([a, b]) => a === one && b === other);
  /** A request to somebody who has blocked the requester is seen by the requester only. */
  sees = (user: number, f: ModelFriendship) => f.requester === user || !this.hasBlocked(user, f.requester);
  end = (ended: ModelFriendship | undefined) => {
    this.friendships = this.friendships.filter((friendship) => friendship !== ended);
  };

  /** What a step is answered; accepting and the like are of the friendship that the pair has or had last. */
  take({ deed, user, other, tag }: Step): string {
    const known = this.between(user, other);
    const asked = known?.requester === user;
    if (deed === 'request') {
      if (user === other) return 'SelfFriendship';
      if (this.hasBlocked(user, other)) return 'BlockedByViewer';
      if (known === undefined) this.friendships.push({ requester: user, addressee: other, accepted: false, tag });
      else if (!asked) known.accepted = true;
      return 'FriendshipRequested';
    }
    if (deed === 'block') {
      if (user === other) return 'SelfBlock';
      if (known?.accepted === true || asked) this.end(known);
      if (!this.hasBlocked(user, other)) this.blocks.push([user, other]);
      return 'UserBlocked';
    }
    if (deed === 'unblock') {
      this.blocks = this.blocks.filter(([a, b]) => a !== user || b !== other);
      return 'UserUnblocked';
    }
    if (known === undefined || !this.sees(user, known)) return 'FriendshipNotFound';
    if (deed === 'accept' && !asked) known.accepted = true;
    else if (deed === 'tag' && asked) known.tag = tag;
    else if (deed === 'remove' ? known.accepted : !known.accepted && deed === (asked ? 'cancel' : 'decline'))
      this.end(known);
    else return 'FriendshipChangeRefused';
    return { accept: 'FriendshipAccepted', tag: 'FriendshipTagUpdated', ...ENDS }[deed];
  }
}
