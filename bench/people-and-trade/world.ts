/** How large the measured world is. */
export const USERS = 100_000;
export const ORDERS = 1_000_000;
/** Orders of the first user, so that nobody measures only people who have ten. */
export const ORDERS_OF_FIRST_USER = 10_000;

/** The id of a user by number, from 0; both databases are filled by this rule. */
export function userIdOf(number: number): string {
  return `01900000-0000-7000-8000-${number.toString(16).padStart(12, '0')}`;
}

const USER_ID = `('01900000-0000-7000-8000-' || lpad(to_hex(number), 12, '0'))::uuid`;

/** Statements that fill an empty database of users. Every other user has a user name, every third a first and last name. */
export const USER_STATEMENTS: readonly string[] = [
  `insert into user_account
     (id, email, username, name, first_name, last_name, roles, paid_access, paid_access_seq, is_active, created_at, updated_at)
   select ${USER_ID}, 'person' || number || '@example.com',
     case when number % 2 = 0 then 'user_' || md5(number::text) end,
     initcap(given) || ' ' || initcap(family),
     case when number % 3 = 0 then initcap(given) end, case when number % 3 = 0 then initcap(family) end,
     case when number % 5000 = 0 then array['USER', 'ADMIN'] when number % 500 = 0 then array['USER', 'MANAGER'] else array['USER'] end,
     number % 20 = 0, 0, number % 50 <> 1, moment, moment
   from generate_series(0, ${USERS - 1}) as number
   cross join lateral (select
     (array['ada', 'boris', 'chiara', 'dmitri', 'elif', 'farid', 'greta', 'hugo', 'ines', 'jonas'])[1 + number % 10] as given,
     translate(left(md5('family' || number), 7), '0123456789', 'ghijklmnop') as family,
     timestamptz '2024-01-01' + number * interval '10 minutes' as moment) as person`,
  'vacuum analyze user_account',
];

const BATCH = 100_000;

/**
 * Statements that fill an empty database of orders: one to three lines an order, two years, most orders completed, a few
 * people with very many. The same at every run.
 */
export const ORDER_STATEMENTS: readonly string[] = [
  'select setseed(0.5)',
  ...Array.from(
    { length: ORDERS / BATCH },
    (_, batch) => `
    create temporary table made on commit drop as
      select number,
        (lpad(to_hex((extract(epoch from moment) * 1000)::bigint), 12, '0') || '7000' || '8000' || lpad(to_hex(number), 12, '0'))::uuid as id,
        (case when number % ${ORDERS / ORDERS_OF_FIRST_USER} = 0 then 0 else 1 + floor(pow(random(), 2) * ${USERS - 1}) end)::integer as buyer,
        random() as luck, moment,
        case when number % 2 = 0 then 'MANUAL' else 'KITCHEN' end as workflow
      from generate_series(${batch * BATCH}, ${(batch + 1) * BATCH - 1}) as number
      cross join lateral (select timestamptz '2024-11-01' + number * interval '63 seconds' as moment) as time;
    create temporary table made_line on commit drop as
      select id, position, 'product ' || (number + position * 13) % 997 as product,
        1 + (number + position) % 3 as quantity,
        round(((number::bigint * 7919 + position * 104729) % 4950) / 100.0 + 0.50, 2) as price
      from made cross join lateral generate_series(0, number % 3) as position;
    insert into customer_order
      (id, user_id, status, workflow, total, special_requests, version, created_at, updated_at)
      select id, ${USER_ID.replace('number', 'buyer')},
        case
          when number > ${ORDERS - 500} then 'PENDING'
          when number > ${ORDERS - 1_000} then 'IN_PROGRESS'
          when workflow = 'MANUAL' and luck < 0.01 then 'PENDING'
          when luck < 0.1 then 'CANCELLED'
          else 'COMPLETED' end,
        workflow, total, '', 1, moment, moment
      from made join (select id, sum(quantity * price) as total from made_line group by id) as priced using (id)
      order by number;
    insert into order_line (order_id, position, product, quantity, price)
      select id, position, product, quantity, price from made_line`,
  ),
  'vacuum analyze customer_order',
  'vacuum analyze order_line',
  'vacuum analyze order_tally',
];
