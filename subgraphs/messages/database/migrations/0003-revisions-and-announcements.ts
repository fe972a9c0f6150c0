import { Migration } from '@mikro-orm/migrations';

/** Edited and deleted messages, and how much of a chat has been told to others. */
export class RevisionsAndAnnouncements0003 extends Migration {
  override up(): void {
    this.addSql(`alter table chat_counter
      add column last_revision integer not null default 0 check (last_revision >= 0),
      add column signalled_seq integer not null default 0,
      add column signalled_revision integer not null default 0,
      add column told_seq integer not null default 0`);
    // One flag that seldom turns: a chat that is written in all the time is in the index once.
    this.addSql(`alter table chat_counter add column is_behind boolean not null generated always as
      (signalled_seq < last_seq or signalled_revision < last_revision or told_seq < last_seq) stored`);
    this.addSql('create index chat_counter_behind on chat_counter (chat_id) where is_behind');
    // Room on the page for the next version of a row, so that indexes need not follow each message.
    this.addSql('alter table chat_counter set (fillfactor = 50)');

    this.addSql(`alter table message
      add column revision integer not null default 0 constraint message_revision_range check (revision >= 0),
      add constraint message_text_or_tombstone check ((text = '') = (deleted_at is not null))`);
    this.addSql('create unique index message_revision on message (chat_id, revision) where revision > 0');
    // In one call, so that the chat's row is not kept locked while a busy client is on its way from statement to statement.
    // Each statement sees what was committed before it: whoever departs holds the same lock alone.
    this.addSql(`create function store_message(
        message_id uuid, chat uuid, author uuid, client_message text, said text, sent_at timestamptz
      ) returns integer language plpgsql as $$
      declare
        next_seq integer;
      begin
        perform pg_advisory_xact_lock_shared(hashtextextended(author::text, 0));
        if exists (select from departed_user where user_id = author)
          or exists (select from message where chat_id = chat and author_id = author and client_message_id = client_message)
        then
          return null;
        end if;
        insert into chat_counter (chat_id, last_seq) values (chat, 1)
          on conflict (chat_id) do update set last_seq = chat_counter.last_seq + 1 returning last_seq into next_seq;
        insert into message (id, chat_id, seq, author_id, client_message_id, text, created_at)
          values (message_id, chat, next_seq, author, client_message, said, sent_at);
        return next_seq;
      end $$`);

    this.addSql(`create table message_edit (
      message_id uuid not null references message on delete cascade,
      seq integer not null check (seq > 0),
      text text not null check (length(text) between 1 and 4096),
      replaced_at timestamptz(3) not null,
      primary key (message_id, seq)
    )`);
  }
}
