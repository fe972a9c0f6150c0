import { Migration } from '@mikro-orm/migrations';

/** Blocks, hidden requests, the daily bound of requests, departed users; tags of old clients may be longer. */
export class Friends0002 extends Migration {
  override up(): void {
    this.addSql('alter table friendship rename constraint friendship_check to friendship_not_with_oneself');
    this.addSql('alter table friendship drop constraint friendship_tag_check, drop constraint friendship_status_check');
    this.addSql(`alter table friendship
      add constraint friendship_tag_length check (length(tag) <= 10000),
      add constraint friendship_status_known check (status in ('PENDING', 'HIDDEN', 'ACCEPTED'))`);
    this.addSql(`create index friendship_waiting on friendship (addressee_id, created_at desc, id desc)
      where status = 'PENDING'`);
    this.addSql(`create index friendship_asked on friendship (requester_id, created_at desc, id desc)
      where status <> 'ACCEPTED'`);
    this.addSql(`create table user_block (
      id uuid primary key,
      blocker_id uuid not null,
      blocked_id uuid not null,
      created_at timestamptz(3) not null,
      constraint user_block_once unique (blocker_id, blocked_id),
      constraint user_block_not_of_oneself check (blocker_id <> blocked_id)
    )`);
    this.addSql('create index user_block_of_blocker on user_block (blocker_id, created_at desc, id desc)');
    this.addSql('create index user_block_of_blocked on user_block (blocked_id)');
    this.addSql(`create table friendship_request (
      requester_id uuid not null,
      requested_at timestamptz(3) not null
    )`);
    this.addSql('create index friendship_request_of_requester on friendship_request (requester_id, requested_at)');
    this.addSql(`create table departed_user (
      user_id uuid primary key,
      departed_at timestamptz(3) not null
    )`);
  }
}
