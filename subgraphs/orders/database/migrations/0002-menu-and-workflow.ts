import { Migration } from '@mikro-orm/migrations';

/** The menu with its stock, versions, and lines that are dishes. Orders that are there already are MANUAL. */
export class MenuAndWorkflow0002 extends Migration {
  override up(): void {
    this.addSql(`create table dish (
      id uuid primary key,
      number integer generated always as identity constraint dish_number unique,
      name text not null constraint dish_name_length check (length(name) between 1 and 100),
      description text not null constraint dish_description_length check (length(description) <= 10000),
      price numeric(10, 2) not null constraint dish_price_range check (price >= 0),
      quantity integer not null constraint dish_stock_range check (quantity >= 0),
      is_archived boolean not null,
      version integer not null constraint dish_version_range check (version >= 1),
      created_at timestamptz(3) not null,
      updated_at timestamptz(3) not null
    )`);
    this.addSql('create index dish_on_menu on dish (number) where quantity > 0 and not is_archived');

    // The default serves replicas of the step before, which are still running.
    this.addSql('alter table customer_order add column version integer not null default 1');
    this.addSql('alter table customer_order add constraint customer_order_version_range check (version >= 1)');
    this.addSql('alter table customer_order add column request_hash text');
    for (const status of ['PENDING', 'IN_PROGRESS'])
      this.addSql(`create index customer_order_kitchen_${status.toLowerCase()} on customer_order (id)
        where workflow = 'KITCHEN' and status = '${status}'`);

    this.addSql('alter table order_line add column dish_id uuid constraint order_line_dish references dish');
    // A dish costs up to 99,999,999.99, and how many pieces a line may have depends on the door.
    this.addSql('alter table order_line drop constraint order_line_quantity_check');
    this.addSql('alter table order_line add constraint order_line_quantity_range check (quantity >= 1)');
    this.addSql('alter table order_line drop constraint order_line_price_check');
    this.addSql('alter table order_line add constraint order_line_price_range check (price between 0 and 99999999.99)');
  }
}
