import { afterAll, beforeAll, describe, expect, it } from 'vitest';

import { openDatabase, type Database } from '../../../kernel/database/index.ts';
import { freshDatabase } from '../../../tests/support/index.ts';
import { migrations } from './migrations/index.ts';

const ORDER = '01900000-0000-7000-8000-000000000001';
const DISH = '01900000-0000-7000-8000-000000000002';

describe('the database of orders refuses by itself', () => {
  let database: Database;
  const run = (sql: string) => database.fork().execute(sql);

  beforeAll(async () => {
    database = await openDatabase({ url: await freshDatabase(), pool: 2, entities: [], migrations });
    await run(`insert into dish (id, name, description, price, quantity, is_archived, version, created_at, updated_at)
      values ('${DISH}', 'soup', '', 4.50, 3, false, 1, now(), now())`);
    await run(`insert into customer_order (id, user_id, status, workflow, total, special_requests, idempotency_key, created_at, updated_at)
      values ('${ORDER}', '${DISH}', 'PENDING', 'KITCHEN', 9, '', 'k', now(), now())`);
    await run(`insert into order_line (order_id, position, product, quantity, price, dish_id)
      values ('${ORDER}', 0, 'soup', 2, 4.50, '${DISH}')`);
  });
  afterAll(() => database.close());

  it.each([
    ['update dish set quantity = quantity - 4', 'dish_stock_range'],
    ['update dish set price = -0.01', 'dish_price_range'],
    [`update dish set name = ''`, 'dish_name_length'],
    [`update dish set name = repeat('x', 101)`, 'dish_name_length'],
    [`update dish set description = repeat('x', 10001)`, 'dish_description_length'],
    ['update dish set version = 0', 'dish_version_range'],
    [`delete from dish`, 'order_line_dish'],
    [`update order_line set dish_id = '${ORDER}'`, 'order_line_dish'],
    ['update order_line set quantity = 0', 'order_line_quantity_range'],
    ['update order_line set price = 100000000', 'order_line_price_range'],
    ['update order_line set price = -1', 'order_line_price_range'],
    [`update customer_order set version = 0`, 'customer_order_version_range'],
    [`update customer_order set status = 'EATEN'`, 'customer_order_status_check'],
    [`update customer_order set total = -1`, 'customer_order_total_check'],
    [
      `insert into customer_order (id, user_id, status, workflow, total, special_requests, idempotency_key, created_at, updated_at)
       select gen_random_uuid(), user_id, status, workflow, total, '', 'k', now(), now() from customer_order`,
      'customer_order_key',
    ],
  ])('%s', async (statement, constraint) => {
    await expect(run(statement)).rejects.toMatchObject({
      message: expect.stringContaining(`"${constraint}"`) as string,
    });
  });

  it('but not the largest that the rules allow', async () => {
    await run(`update dish set price = 99999999.99, quantity = 1000000000, name = repeat('x', 100)`);
    await run('update order_line set price = 99999999.99, quantity = 2147483647');
    await run('update customer_order set total = 99999999999999.99');
  });
});
