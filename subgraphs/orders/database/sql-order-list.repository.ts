import type { EntityManager } from '@mikro-orm/postgresql';

import {
  createOffsetList,
  createShapedList,
  type OffsetListDefinition,
  type Sort,
} from '../../../kernel/database/index.ts';
import type { OrderKey, OrderSelection, OrderSort } from '../entities/order-selection.ts';
import { Order } from '../entities/order.entity.ts';
import type { OrderListRepository, OrderListRequest } from '../repositories/order-list.repository.ts';
import { countOfEverybody, rowsOfEverybody, rowsOfUser, type Stretch } from './sql-order-list-rows.ts';

/** The list of everybody's orders is nobody's. */
const NOBODY = '00000000-0000-0000-0000-000000000000';

export class SqlOrderListRepository implements OrderListRepository {
  readonly ofUser: OrderListRepository['ofUser'];
  readonly ofEverybody: OrderListRepository['ofEverybody'];
  readonly placesOfUser: OrderListRepository['placesOfUser'];
  readonly placesOfEverybody: OrderListRepository['placesOfEverybody'];

  constructor(em: EntityManager) {
    this.ofUser = createShapedList(em, listOfUser);
    this.placesOfUser = createOffsetList(em, listOfUser);
    const ofNobody = createShapedList(em, pageOfEverybody);
    this.ofEverybody = (request, page) => ofNobody(NOBODY, request, page);
    const placesOfNobody = createOffsetList(em, placesOfEverybody);
    this.placesOfEverybody = (request, place) => placesOfNobody(NOBODY, request, place);
  }
}

function listOfUser({ selection, sort }: OrderListRequest): OrderList {
  const { query, values } = rowsOfUser(selection);
  return { entity: Order, table: 'customer_order', rows: query, values, sort: toSqlSort(sort) };
}

function pageOfEverybody({ selection, sort }: OrderListRequest, { first, after }: PageWanted): OrderList {
  return listOfEverybody(selection, { sort: toSqlSort(sort), after, length: first + 1 });
}

function placesOfEverybody({ selection, sort }: OrderListRequest, { offset, limit }: PlaceWanted): OrderList {
  return listOfEverybody(selection, { sort: toSqlSort(sort), after: undefined, length: offset + limit });
}

function listOfEverybody(selection: OrderSelection, stretch: Stretch): OrderList {
  const { query, values } = rowsOfEverybody(selection, stretch);
  const count = countOfEverybody(selection);
  return { entity: Order, table: 'customer_order', rows: query, values, sort: stretch.sort, count };
}

type PageWanted = Parameters<OrderListRepository['ofEverybody']>[1];
type PlaceWanted = Parameters<OrderListRepository['placesOfEverybody']>[1];
type OrderList = OffsetListDefinition<Order> & { readonly sort: Sort<OrderKey> };

function toSqlSort({ field, direction }: OrderSort): Sort<OrderKey> {
  return {
    columns: [field === 'TOTAL' ? 'total' : 'created_at', 'id'],
    direction: direction === 'ASC' ? 'asc' : 'desc',
    values: (key) => ['total' in key ? key.total : key.createdAt, key.id],
  };
}
