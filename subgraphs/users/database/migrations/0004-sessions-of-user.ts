import { Migration } from '@mikro-orm/migrations';

export class Users0004 extends Migration {
  override up(): void {
    // Of ended ones too, which leave after a day: with an account its sessions go, and are looked for by its id.
    this.addSql('create index session_of_user on session (user_id, created_at, id)');
    this.addSql('drop index session_live');
  }
}
