import { afterAll, beforeAll, describe, expect, it } from 'vitest';

import { ANONYMOUS, type Viewer } from '../../kernel/auth/index.ts';
import { someUser } from '../../tests/support/open-test-subgraph.ts';
import { ORDER_STATUSES, type OrderStatus, type OrderWorkflow } from './entities/order.entity.ts';
import { ADMINISTRATOR, MANAGER, MUTATIONS, openShop, SERVICE, type Shop } from './order-shop.suite.ts';

type Path = `${OrderStatus} ${OrderStatus}`;

/** How each may move an order, written out: whatever is not here is illegal. */
const LAW: Readonly<
  Record<OrderWorkflow, Readonly<Record<string, readonly Path[] | 'FORBIDDEN' | 'UNAUTHENTICATED'>>>
> = {
  KITCHEN: {
    owner: ['PENDING CANCELLED'],
    manager: ['PENDING IN_PROGRESS', 'PENDING CANCELLED', 'IN_PROGRESS COMPLETED', 'IN_PROGRESS CANCELLED'],
    administrator: ['PENDING IN_PROGRESS', 'PENDING CANCELLED', 'IN_PROGRESS COMPLETED', 'IN_PROGRESS CANCELLED'],
    service: ['PENDING IN_PROGRESS', 'IN_PROGRESS COMPLETED'],
    stranger: 'FORBIDDEN',
    nobody: 'UNAUTHENTICATED',
  },
  MANUAL: {
    owner: ['PENDING CANCELLED', 'IN_PROGRESS CANCELLED', 'COMPLETED CANCELLED'],
    manager: 'FORBIDDEN',
    administrator: ORDER_STATUSES.flatMap((from) => ORDER_STATUSES.map((to): Path => `${from} ${to}`)),
    service: [],
    stranger: 'FORBIDDEN',
    nobody: 'UNAUTHENTICATED',
  },
};

/** How an administrator brings a new order to a status. */
const WAY: Readonly<Record<OrderStatus, readonly OrderStatus[]>> = {
  PENDING: [],
  IN_PROGRESS: ['IN_PROGRESS'],
  COMPLETED: ['IN_PROGRESS', 'COMPLETED'],
  CANCELLED: ['CANCELLED'],
};

describe.each(['KITCHEN', 'MANUAL'] as const)('an order of workflow %s', (workflow) => {
  let shop: Shop;
  let dishId: string;
  const owner = someUser();
  const viewers: Readonly<Record<string, Viewer>> = {
    owner,
    manager: MANAGER,
    administrator: ADMINISTRATOR,
    service: SERVICE,
    stranger: someUser(),
    nobody: ANONYMOUS,
  };

  beforeAll(async () => {
    shop = await openShop();
    dishId = (await shop.addDish({ quantity: 1_000_000 })).id;
  });
  afterAll(() => shop.close());

  const orderIn = async (status: OrderStatus) => {
    let { order } = await shop.place([{ dishId, quantity: 1 }], owner, { workflow });
    for (const step of WAY[status])
      ({ order } = await shop.run('setOrderStatus', { id: order.id, status: step }, ADMINISTRATOR));
    expect(order.status).toBe(status);
    return order;
  };

  const nextStatusesOf = async (id: string, viewer: Viewer) => {
    const { data } = await shop.query('query ($id: ID!) { order(id: $id) { nextStatuses } }', { id }, viewer);
    return (data as { order: { nextStatuses: readonly OrderStatus[] } }).order.nextStatuses;
  };

  it.each(Object.entries(LAW[workflow]))('is moved by its %s as the law says: %j', async (who, law) => {
    const viewer = viewers[who] ?? ANONYMOUS;
    for (const from of ORDER_STATUSES) {
      const order = await orderIn(from);
      if (typeof law !== 'string')
        expect(await nextStatusesOf(order.id, viewer)).toEqual(
          ORDER_STATUSES.filter((to) => to !== from && law.includes(`${from} ${to}`)),
        );
      for (const to of ORDER_STATUSES) {
        const isLegal = typeof law !== 'string' && law.includes(`${from} ${to}`);
        const { id, version } = isLegal ? await orderIn(from) : order;
        const variables = { id, status: to, version };
        if (typeof law === 'string') {
          expect(await shop.refusal(MUTATIONS.setOrderStatus, variables, viewer)).toEqual({ code: law });
          continue;
        }
        const result = await shop.run('setOrderStatus', variables, viewer);
        if (isLegal) {
          const changed = { id, status: to, version: from === to ? version : version + 1 };
          expect(result).toMatchObject({ __typename: 'OrderChanged', order: changed });
        } else {
          const allowed = ORDER_STATUSES.filter((step) => law.includes(`${from} ${step}`));
          expect(result).toEqual({ __typename: 'IllegalTransition', from, to, allowed });
        }
      }
      const { version, updatedAt } = order;
      expect(await shop.order(order.id)).toMatchObject({ status: from, version, updatedAt });
    }
  });

  it('gives its dishes back once when it is cancelled, however many cancel it at once', async () => {
    const { id } = await shop.addDish({ quantity: 10 });
    const { order } = await shop.place([{ dishId: id, quantity: 4 }], owner, { workflow });
    expect(await shop.stock(id)).toBe(6);
    const cancels = await Promise.all(
      Array.from({ length: 20 }, () => shop.run('cancelOrder', { id: order.id }, owner)),
    );
    const names = cancels.map(({ __typename }) => __typename);
    expect(names.filter((name) => name === 'OrderChanged')).toHaveLength(1);
    expect(names.filter((name) => name === 'IllegalTransition')).toHaveLength(19);
    expect(await shop.stock(id)).toBe(10);
  });

  it('is changed by one of many who saw the same version', async () => {
    const order = await orderIn('PENDING');
    const to = (status: string) =>
      shop.run('setOrderStatus', { id: order.id, version: order.version, status }, ADMINISTRATOR);
    const names = await Promise.all(['IN_PROGRESS', 'CANCELLED', 'IN_PROGRESS', 'CANCELLED'].map(to));
    expect(names.filter(({ __typename }) => __typename === 'OrderChanged')).toHaveLength(1);
    const now = await shop.order(order.id);
    expect(now?.version).toBe(order.version + 1);
    for (const result of names.filter(({ __typename }) => __typename !== 'OrderChanged'))
      expect(result).toEqual({ __typename: 'OrderVersionConflict', order: now });
  });
});

describe('a cancelled order that is taken up again', () => {
  let shop: Shop;
  beforeAll(async () => {
    shop = await openShop();
  });
  afterAll(() => shop.close());

  it('takes its dishes again, or stays as it is where there are too few', async () => {
    const dish = await shop.addDish({ quantity: 3 });
    const line = { dishId: dish.id, quantity: 2 };
    const { order } = await shop.place([line], someUser(), { workflow: 'MANUAL' });
    const cancelled = (await shop.run('cancelOrder', { id: order.id }, ADMINISTRATOR)).order;
    const other = await shop.place([line]);
    const resume = () => shop.run('setOrderStatus', { id: order.id, status: 'IN_PROGRESS' }, ADMINISTRATOR);
    expect(await resume()).toEqual({
      __typename: 'InsufficientStock',
      shortages: [{ dish: { id: dish.id, quantity: 1 }, wanted: 2, left: 1 }],
    });
    expect(await shop.order(order.id)).toEqual({
      ...cancelled,
      lines: [expect.objectContaining({ dish: { id: dish.id, quantity: 1 } })],
    });
    await shop.run('cancelOrder', { id: other.order.id }, ADMINISTRATOR);
    expect(await resume()).toMatchObject({ __typename: 'OrderChanged', order: { status: 'IN_PROGRESS' } });
    expect(await shop.stock(dish.id)).toBe(1);
  });
});
