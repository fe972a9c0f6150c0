import { Migration } from '@mikro-orm/migrations';

/** How far each member has read, and what counts what they have not in a few steps, however much that is. */
export class ReadMarkers0005 extends Migration {
  override up(): void {
    this.addSql(`create table marker_counter (
      chat_id uuid primary key references chat_counter,
      last_version integer not null check (last_version > 0),
      announced_version integer not null default 0 check (announced_version between 0 and last_version),
      is_behind boolean not null generated always as (announced_version < last_version) stored
    ) with (fillfactor = 50)`);
    this.addSql('create index marker_counter_behind on marker_counter (chat_id) where is_behind');
    this.addSql(`create table read_marker (
      chat_id uuid not null references marker_counter,
      user_id uuid not null,
      seq integer not null check (seq > 0),
      version integer not null check (version > 0),
      moved_at timestamptz(3) not null,
      primary key (chat_id, user_id),
      constraint read_marker_version unique (chat_id, version)
    )`);
    this.addSql('create index read_marker_of_user on read_marker (user_id)');

    // The numbers of a chat have no gap, so what comes after a marker need not be counted, but for the reader's own
    // messages. Those are numbered, too: under the lock that numbers the message in its chat.
    this.addSql('alter table message add column nth_of_author integer check (nth_of_author > 0)');
    this.addSql(`update message set nth_of_author = numbered.nth from (
        select id, row_number() over (partition by chat_id, author_id order by seq) as nth
        from message where author_id is not null
      ) as numbered where numbered.id = message.id`);
    this.addSql(`create index message_of_author_in_chat on message (chat_id, author_id, seq) include (nth_of_author)
      where author_id is not null`);
    this.addSql(`create index message_deleted on message (chat_id, seq) include (author_id)
      where deleted_at is not null`);
    this.addSql(`create function number_message_of_author() returns trigger language plpgsql as $$
      begin
        new.nth_of_author := 1 + coalesce((
          select before.nth_of_author from message as before
          where before.chat_id = new.chat_id and before.author_id = new.author_id
          order by before.seq desc limit 1
        ), 0);
        return new;
      end $$`);
    this.addSql(`create trigger message_of_author_is_numbered before insert on message
      for each row when (new.author_id is not null) execute function number_message_of_author()`);
    this.addSql(`alter table message add constraint message_of_author_has_number
      check (author_id is null or nth_of_author is not null)`);
  }
}
