/**
 * How many messages of others come after a user's marker in each of several chats, tombstones left out; rows of
 * `position`, from 1, and `unread`. The values are the user three times, the chats, and the user again.
 *
 * All that comes after the marker is a difference of numbers that have no gap, and so are the user's own among it; only
 * tombstones of others are counted one by one. So it costs the same, however long a chat was not read.
 */
export const COUNT_UNREAD = `select owner.position,
  (
    counter.last_seq - coalesce(marker.seq, 0)
    - coalesce((
        select nth_of_author from message where chat_id = owner.id and author_id = ? order by seq desc limit 1
      ), 0)
    + coalesce((
        select nth_of_author from message where chat_id = owner.id and author_id = ? and seq <= coalesce(marker.seq, 0)
        order by seq desc limit 1
      ), 0)
    - (
        select count(*) from message where chat_id = owner.id and seq > coalesce(marker.seq, 0)
          and deleted_at is not null and author_id is distinct from ?
      )
  )::int as unread
from unnest(?::uuid[]) with ordinality as owner (id, position)
join chat_counter as counter on counter.chat_id = owner.id
left join read_marker as marker on marker.chat_id = owner.id and marker.user_id = ?`;
