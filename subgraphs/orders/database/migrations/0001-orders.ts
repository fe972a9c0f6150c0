import { Migration } from '@mikro-orm/migrations';

export class Orders0001 extends Migration {
  override up(): void {
    this.addSql(`create table customer_order (
      id uuid primary key,
      number integer generated always as identity unique,
      user_id uuid not null,
      status text not null check (status in ('PENDING', 'IN_PROGRESS', 'COMPLETED', 'CANCELLED')),
      workflow text not null check (workflow in ('KITCHEN', 'MANUAL')),
      total numeric(16, 2) not null check (total >= 0),
      special_requests text not null check (length(special_requests) <= 2000),
      idempotency_key text check (length(idempotency_key) between 1 and 200),
      created_at timestamptz(3) not null,
      updated_at timestamptz(3) not null,
      constraint customer_order_key unique (user_id, idempotency_key)
    )`);
    this.addSql('create index customer_order_of_user on customer_order (user_id, created_at desc, id desc)');
    this.addSql(`create table order_line (
      order_id uuid not null references customer_order on delete cascade,
      position integer not null check (position between 0 and 99),
      product text not null check (length(product) between 1 and 200),
      quantity integer not null check (quantity between 1 and 1000),
      price numeric(12, 2) not null check (price between 0 and 1000000),
      primary key (order_id, position)
    )`);
  }
}
