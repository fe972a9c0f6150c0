import { Migration } from '@mikro-orm/migrations';

export class Friends0001 extends Migration {
  override up(): void {
    this.addSql(`create table friendship (
      id uuid primary key,
      requester_id uuid not null,
      addressee_id uuid not null,
      tag text not null check (length(tag) <= 200),
      status text not null check (status in ('PENDING', 'ACCEPTED')),
      created_at timestamptz(3) not null,
      updated_at timestamptz(3) not null,
      check (requester_id <> addressee_id)
    )`);
    this.addSql(`create unique index friendship_pair
      on friendship (least(requester_id, addressee_id), greatest(requester_id, addressee_id))`);
    this.addSql('create index friendship_of_requester on friendship (requester_id, created_at desc, id desc)');
    this.addSql('create index friendship_of_addressee on friendship (addressee_id, created_at desc, id desc)');
  }
}
