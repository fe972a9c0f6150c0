import { Migration } from '@mikro-orm/migrations';

export class Messages0002 extends Migration {
  override up(): void {
    // Accounts that are gone: whatever is still on its way from them is refused.
    this.addSql('create table departed_user (user_id uuid primary key)');
    this.addSql('create index message_of_author on message (author_id) where author_id is not null');
  }
}
