import { Migration } from '@mikro-orm/migrations';

/** What a chat is about and who may come in; its version, and how far it was announced; its members; its last activity. */
export class Chats0003 extends Migration {
  override up(): void {
    this.addSql(`alter table chat
      add column description text not null default ''
        constraint chat_description_length check (length(description) <= 2000),
      add column join_policy text not null default 'INVITE'
        constraint chat_join_policy_known check (join_policy in ('LINK', 'INVITE')),
      add column version integer not null default 1 constraint chat_version_range check (version > 0),
      add column announced_version integer not null default 1,
      add column member_count integer not null default 0
        constraint chat_member_count_range check (member_count between 0 and 10000),
      add column last_activity_at timestamptz(3)`);
    this.addSql(`update chat set last_activity_at = created_at,
      member_count = (select count(*) from membership where chat_id = chat.id)`);
    this.addSql('alter table chat alter column last_activity_at set not null');
    this.addSql('alter table chat rename constraint chat_name_check to chat_name_length');
    this.addSql('alter table membership rename constraint membership_role_check to membership_role_known');
    this.addSql(
      'alter table membership rename constraint membership_display_name_check to membership_display_name_length',
    );
    this.addSql('create index chat_unannounced on chat (id) where announced_version < version');
    // The last activity is in no index: with room on its page a row is rewritten where it stands.
    this.addSql('alter table chat set (fillfactor = 80)');
  }
}
