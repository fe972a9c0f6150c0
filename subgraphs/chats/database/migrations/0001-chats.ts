import { Migration } from '@mikro-orm/migrations';

export class Chats0001 extends Migration {
  override up(): void {
    this.addSql(`create table chat (
      id uuid primary key,
      name text not null check (length(name) between 1 and 255),
      created_at timestamptz(3) not null,
      updated_at timestamptz(3) not null
    )`);
    this.addSql(`create table membership (
      id uuid primary key,
      chat_id uuid not null references chat on delete cascade,
      user_id uuid not null,
      role text not null check (role in ('OWNER', 'ADMIN', 'MEMBER')),
      display_name text check (length(display_name) between 1 and 255),
      created_at timestamptz(3) not null,
      constraint membership_once unique (user_id, chat_id)
    )`);
    this.addSql('create index membership_of_chat on membership (chat_id, created_at, id)');
  }
}
