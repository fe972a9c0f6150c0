import { Migration } from '@mikro-orm/migrations';

/** Indexes for lists of orders, and running totals of all orders that are exact in every snapshot. */
export class OrderLists0003 extends Migration {
  override up(): void {
    // Each has all that filters, sorts and sums need: lists and statistics read it alone, and fetch the rows of a page.
    for (const [name, key, also] of [
      ['of_user_by_time', 'user_id, created_at, id', 'workflow, status, total'],
      ['of_user_by_total', 'user_id, total, id', 'workflow, status, created_at'],
      ['by_time', 'workflow, status, created_at, id', 'total'],
      ['by_total', 'workflow, status, total, id', 'created_at'],
    ])
      this.addSql(`create index customer_order_${name} on customer_order (${key}) include (${also})`);
    this.addSql('drop index customer_order_of_user');
    // An index is read alone where the table's pages are known to hold nothing but what everybody sees.
    this.addSql(`alter table customer_order set
      (autovacuum_vacuum_scale_factor = 0.02, autovacuum_vacuum_insert_scale_factor = 0.02)`);
    // A workflow and status has as many rows as ever wrote to it at the same time; only their sums mean anything.
    this.addSql(`create table order_tally (
      part integer generated always as identity primary key,
      workflow text not null,
      status text not null,
      orders bigint not null,
      amount numeric(30, 2) not null
    ) with (fillfactor = 50, autovacuum_vacuum_scale_factor = 0, autovacuum_vacuum_threshold = 1000)`);
    // Takes a row that nobody is writing to, or adds one: no writer waits for another, so none can wait in a circle.
    this.addSql(`create function change_order_tally(workflow text, status text, orders bigint, amount numeric)
      returns void language plpgsql as $$
      declare
        free integer;
      begin
        select part into free from order_tally as tally
          where tally.workflow = change_order_tally.workflow and tally.status = change_order_tally.status
          order by part limit 1 for update skip locked;
        if found then
          update order_tally as tally
            set orders = tally.orders + change_order_tally.orders, amount = tally.amount + change_order_tally.amount
            where part = free;
        else
          insert into order_tally (workflow, status, orders, amount)
            values (change_order_tally.workflow, change_order_tally.status, change_order_tally.orders, change_order_tally.amount);
        end if;
      end $$`);
    this.addSql(`create function tally_orders() returns trigger language plpgsql as $$
      begin
        if tg_op = 'INSERT' then
          perform change_order_tally(workflow, status, count(*), sum(total)) from added group by workflow, status;
        elsif tg_op = 'DELETE' then
          perform change_order_tally(workflow, status, -count(*), -sum(total)) from removed group by workflow, status;
        elsif tg_op = 'UPDATE' then
          perform change_order_tally(workflow, status, sum(orders), sum(amount)) from (
            select workflow, status, 1 as orders, total as amount from added
            union all
            select workflow, status, -1, -total from removed
          ) as change group by workflow, status having sum(orders) <> 0 or sum(amount) <> 0;
        else
          delete from order_tally;
        end if;
        return null;
      end $$`);
    this.addSql('lock table customer_order in share row exclusive mode');
    this.addSql(`create trigger customer_order_tally_insert after insert on customer_order
      referencing new table as added for each statement execute function tally_orders()`);
    this.addSql(`create trigger customer_order_tally_update after update on customer_order
      referencing old table as removed new table as added for each statement execute function tally_orders()`);
    this.addSql(`create trigger customer_order_tally_delete after delete on customer_order
      referencing old table as removed for each statement execute function tally_orders()`);
    this.addSql(`create trigger customer_order_tally_truncate after truncate on customer_order
      for each statement execute function tally_orders()`);
    this.addSql(`insert into order_tally (workflow, status, orders, amount)
      select workflow, status, count(*), sum(total) from customer_order group by workflow, status`);
  }
}
