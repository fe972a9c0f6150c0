import type { Step } from './membership-histories.suite.ts';

/** Who is in a chat and as what, in the simplest words; the subgraph is held to it. */
export class MembershipModel {
  /** The first one opens the chat. */
  roles = new Map<number, string>([[0, 'OWNER']]);
  isOpen = true;
  version = 1;

  owners = () => [...this.roles.values()].filter((role) => role === 'OWNER').length;
  isLastOwner = (user: number) => this.roles.get(user) === 'OWNER' && this.owners() === 1;
  changed = (answer: string) => {
    this.version += 1;
    return answer;
  };

  /** What a step is answered. */
  take({ deed, user, other, role }: Step): string {
    const mine = this.roles.get(user);
    const theirs = this.roles.get(other);
    if (deed === 'join') {
      if (mine !== undefined) return 'ChatJoined';
      if (!this.isOpen || this.roles.size === 0) return 'ChatNotFound';
      this.roles.set(user, 'MEMBER');
      return this.changed('ChatJoined');
    }
    if (mine === undefined) return 'ChatNotFound';
    if (deed === 'leave' || (deed === 'remove' && user === other)) {
      if (this.isLastOwner(user) && this.roles.size > 1) return 'LastOwner';
      this.roles.delete(user);
      return this.changed(deed === 'leave' ? 'ChatLeft' : 'MemberRemoved');
    }
    if (mine === 'MEMBER' || (deed === 'role' && mine === 'ADMIN')) return 'ChatRoleTooLow';
    if (deed === 'open' || deed === 'close') {
      if (this.isOpen === (deed === 'open')) return 'ChatUpdated';
      this.isOpen = deed === 'open';
      return this.changed('ChatUpdated');
    }
    if (deed === 'add') {
      if (theirs !== undefined) return 'MemberAdded';
      this.roles.set(other, 'MEMBER');
      return this.changed('MemberAdded');
    }
    if (theirs === undefined) return 'MemberNotFound';
    if (deed === 'remove') {
      if (mine === 'ADMIN' && theirs !== 'MEMBER') return 'ChatRoleTooLow';
      this.roles.delete(other);
      return this.changed('MemberRemoved');
    }
    if (theirs === role) return 'MemberRoleChanged';
    if (this.isLastOwner(other)) return 'LastOwner';
    this.roles.set(other, role);
    return this.changed('MemberRoleChanged');
  }
}
