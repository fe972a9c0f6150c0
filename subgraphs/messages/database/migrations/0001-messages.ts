import { Migration } from '@mikro-orm/migrations';

export class Messages0001 extends Migration {
  override up(): void {
    this.addSql(`create table chat_counter (
      chat_id uuid primary key,
      last_seq integer not null check (last_seq > 0)
    )`);
    this.addSql(`create table message (
      id uuid primary key,
      chat_id uuid not null references chat_counter,
      seq integer not null check (seq > 0),
      author_id uuid,
      client_message_id text not null check (length(client_message_id) between 1 and 100),
      text text not null check (length(text) <= 4096),
      created_at timestamptz(3) not null,
      edited_at timestamptz(3),
      deleted_at timestamptz(3),
      constraint message_seq unique (chat_id, seq),
      constraint message_once unique (chat_id, author_id, client_message_id)
    )`);
  }
}
