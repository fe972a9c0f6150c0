import { defineEntity, p } from '@mikro-orm/core';

const DishSchema = defineEntity({
  name: 'Dish',
  tableName: 'dish',
  properties: {
    id: p.uuid().primary(),
    number: p.integer().generated('always as identity'),
    name: p.text(),
    description: p.text(),
    /** Of one piece. */
    price: p.decimal(),
    /** What is left in stock. */
    quantity: p.integer(),
    /** Taken off the menu for good: nobody orders it any more, and old orders keep it. */
    isArchived: p.boolean(),
    /** From 1; one more after every change, of the stock too. */
    version: p.integer(),
    createdAt: p.datetime(3),
    updatedAt: p.datetime(3),
  },
});

/** Something of the menu, with its stock. Dishes are never deleted. */
export class Dish extends DishSchema.class {}

DishSchema.setClass(Dish);
export { DishSchema };
