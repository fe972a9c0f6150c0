import { Migration } from '@mikro-orm/migrations';

export class Chats0002 extends Migration {
  override up(): void {
    // Accounts that are gone: none of them comes into a chat any more.
    this.addSql('create table departed_user (user_id uuid primary key)');
  }
}
