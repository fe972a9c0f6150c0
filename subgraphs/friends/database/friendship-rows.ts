/** The rows of each list, as `owner.id` has it. The two halves of a union each read an index of their own. */
export const FRIENDS = `select * from friendship where requester_id = owner.id and status = 'ACCEPTED'
  union all select * from friendship where addressee_id = owner.id and status = 'ACCEPTED'`;

export const REQUESTS_TO = `select * from friendship where addressee_id = owner.id and status = 'PENDING'`;

export const REQUESTS_OF = `select * from friendship where requester_id = owner.id and status <> 'ACCEPTED'`;

export const ALL = `select * from friendship where requester_id = owner.id
  union all select * from friendship where addressee_id = owner.id and status <> 'HIDDEN'`;

export const BLOCKS = 'select * from user_block where blocker_id = owner.id';

/** Whether a friendship `f` is that of two users; written as the unique index of pairs is. */
export function isOfPair(one: string, other: string): string {
  return `least(f.requester_id, f.addressee_id) = least(${one}, ${other})
    and greatest(f.requester_id, f.addressee_id) = greatest(${one}, ${other})`;
}

/** Friendships of a viewer with those who are friends of `owner.id` too; its values are from `mutualValues`. */
export const MUTUAL = `select mine.* from (
    select *, addressee_id as friend_id from friendship where requester_id = ? and status = 'ACCEPTED'
    union all select *, requester_id as friend_id from friendship where addressee_id = ? and status = 'ACCEPTED'
  ) as mine
  where exists (select from friendship as f where f.status = 'ACCEPTED' and ${isOfPair('mine.friend_id', 'owner.id')})
    and not exists (select from user_block where blocker_id = ? and blocked_id = owner.id)`;

export function mutualValues(viewerId: string): readonly string[] {
  return [viewerId, viewerId, viewerId];
}
