import { Migration } from '@mikro-orm/migrations';

/** What messages say, for searches, and searches that are worked on as tasks. */
export class MessageSearch0004 extends Migration {
  override up(): void {
    // Stored, as a search for common words reads thousands of messages, and to take one apart costs more than to read it.
    this.addSql(`alter table message
      add column words tsvector not null generated always as (to_tsvector('russian'::regconfig, text)) stored`);
    // Each message pays for itself; else now and then one would wait while those before it are put in.
    this.addSql('create index message_words on message using gin (words) with (fastupdate = off)');

    this.addSql(`create table message_search (
      id uuid primary key,
      user_id uuid not null,
      text text not null check (length(text) between 1 and 200),
      match text not null check (match in ('WORDS', 'PHRASE')),
      ordering text not null check (ordering in ('NEWEST', 'RANK')),
      status text not null check (status in ('WAITING', 'IN_PROCESS', 'SUCCESS', 'FAILED')),
      failure text check ((failure is not null) = (status = 'FAILED')),
      attempts integer not null default 0 check (attempts >= 0),
      created_at timestamptz(3) not null,
      started_at timestamptz(3),
      finished_at timestamptz(3),
      expires_at timestamptz(3),
      constraint message_search_end check ((finished_at is not null) = (status in ('SUCCESS', 'FAILED'))),
      constraint message_search_expiry check ((expires_at is null) = (finished_at is null))
    )`);
    this.addSql('create index message_search_of_user on message_search (user_id)');
    this.addSql('create index message_search_unfinished on message_search (created_at) where finished_at is null');
    this.addSql('create index message_search_expiring on message_search (expires_at) where expires_at is not null');
    this.addSql(`create table message_search_hit (
      search_id uuid not null references message_search on delete cascade,
      position integer not null check (position > 0),
      message_id uuid not null,
      rank real not null,
      primary key (search_id, position)
    )`);
  }
}
