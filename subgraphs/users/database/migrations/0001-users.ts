import { Migration } from '@mikro-orm/migrations';

import { OUTBOX_TABLE } from '../../../../kernel/follow/index.ts';

export class Users0001 extends Migration {
  override up(): void {
    this.addSql(`create table user_account (
      id uuid primary key,
      number integer generated always as identity unique,
      email text not null check (length(email) <= 320),
      username text unique check (length(username) between 1 and 40),
      password_hash text,
      roles text[] not null check (roles <@ array['USER', 'MANAGER', 'ADMIN']),
      paid_access boolean not null,
      paid_access_seq integer not null,
      is_active boolean not null,
      created_at timestamptz not null,
      updated_at timestamptz not null
    )`);
    this.addSql('create unique index user_account_email on user_account (lower(email))');
    this.addSql(`create table signing_key (
      kid text primary key,
      public_jwk jsonb not null,
      sealed_private_jwk text not null,
      created_at timestamptz not null
    )`);
    this.addSql(OUTBOX_TABLE);
  }
}
