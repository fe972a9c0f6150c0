import { Migration } from '@mikro-orm/migrations';

/** What the administrators' search looks through: one text, its parts held apart by a character that no search has. */
const SEARCH_TEXT = ['email', 'username', 'name', 'first_name', 'last_name']
  .map((column) => `coalesce(${column}, '')`)
  .join(` || e'\\n' || `);

export class Users0002 extends Migration {
  override up(): void {
    this.addSql(`create extension if not exists pg_trgm`);
    // Of the old rows none has more digits than a cursor: keys of a list must compare equal to what is stored.
    this.addSql(`alter table user_account
      alter column email drop not null,
      add column name text,
      add column first_name text,
      add column last_name text,
      add column birthday date,
      alter column created_at type timestamptz(3),
      alter column updated_at type timestamptz(3),
      drop constraint user_account_username_check,
      add constraint user_account_username_check check (length(username) between 1 and 255),
      add constraint user_account_name_check check (length(name) between 1 and 255),
      add constraint user_account_first_name_check check (length(first_name) between 1 and 100),
      add constraint user_account_last_name_check check (length(last_name) between 1 and 100),
      add constraint user_account_login_check check (num_nonnulls(email, username) > 0)`);
    this.addSql(`alter table user_account
      add column search_text text not null generated always as (lower(${SEARCH_TEXT})) stored`);
    this.addSql(`create index user_account_search on user_account using gin (search_text gin_trgm_ops)`);
    this.addSql('create index user_account_by_time on user_account (created_at, id)');
    this.addSql('create index user_account_roles on user_account using gin (roles)');
    this.addSql('create index user_account_username_folded on user_account (lower(username))');
    this.addSql(
      `create index user_account_administrators on user_account (id) where is_active and 'ADMIN' = any (roles)`,
    );
  }
}
