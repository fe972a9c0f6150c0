import { Migration } from '@mikro-orm/migrations';

export class Users0003 extends Migration {
  override up(): void {
    this.addSql(`create table session (
      id uuid primary key,
      user_id uuid not null constraint session_user_fkey references user_account (id) on delete cascade,
      contract text not null constraint session_contract_check check (contract in ('graphql', 'octo', 'msgr', 'kpo', 'trp')),
      device text constraint session_device_check check (length(device) <= 200),
      created_at timestamptz(3) not null,
      last_used_at timestamptz(3) not null,
      expires_at timestamptz(3) not null,
      ends_at timestamptz(3) not null,
      secret_hash text constraint session_secret_hash_key unique,
      rotated_at timestamptz(3),
      ended_at timestamptz(3),
      end_reason text,
      constraint session_times_check check (created_at <= expires_at and expires_at <= ends_at),
      constraint session_end_check check ((ended_at is null) = (end_reason is null))
    )`);
    this.addSql('create index session_live on session (user_id, created_at, id) where ended_at is null');
    this.addSql('create index session_over on session (expires_at)');
    // Without a foreign key: what an account had is refused also after the account is gone.
    this.addSql(`create table revocation (
      seq bigint generated always as identity primary key,
      session_id uuid,
      user_id uuid,
      issued_before timestamptz(3) not null,
      until timestamptz(3) not null,
      is_announced boolean not null default false,
      constraint revocation_subject_check check (num_nonnulls(session_id, user_id) = 1)
    )`);
    this.addSql('create index revocation_unannounced on revocation (seq) where not is_announced');
    this.addSql('create index revocation_until on revocation (until)');
    this.addSql(`create table password_link (
      user_id uuid primary key constraint password_link_user_fkey references user_account (id) on delete cascade,
      token_hash text not null constraint password_link_token_hash_key unique,
      expires_at timestamptz(3) not null
    )`);
    // Keys of before have been signing ever since.
    this.addSql('alter table signing_key add column signs_from timestamptz(3)');
    this.addSql('update signing_key set signs_from = created_at');
    this.addSql('alter table signing_key alter column signs_from set not null');
  }
}
