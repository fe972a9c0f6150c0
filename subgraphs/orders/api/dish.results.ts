import { Field, ObjectType } from 'type-graphql';

import type { FieldProblem } from '../../../kernel/errors/index.ts';
import { defineResult, FieldProblemType } from '../../../kernel/graphql/index.ts';
import type { ArchiveDishOutcome, CreateDishOutcome, UpdateDishOutcome } from '../services/dish.service.ts';
import { Dish } from './dish.type.ts';

@ObjectType()
export class DishCreated {
  @Field(() => Dish)
  dish!: Dish;
}

@ObjectType()
export class DishChanged {
  @Field(() => Dish)
  dish!: Dish;
}

@ObjectType()
export class DishArchived {
  @Field(() => Dish)
  dish!: Dish;
}

@ObjectType()
export class InvalidDish {
  @Field(() => [FieldProblemType])
  problems!: readonly FieldProblem[];
}

@ObjectType({ description: 'There is no such dish, or it was archived.' })
export class DishNotFound {
  @Field(() => String)
  message!: string;
}

@ObjectType({ description: 'The dish has changed since it was read, or some of it was ordered; nothing was done.' })
export class DishVersionConflict {
  @Field(() => Dish, { description: 'As it is now.' })
  dish!: Dish;
}

export const CreateDishResult = defineResult<CreateDishOutcome['kind']>('CreateDishResult', {
  dish_created: DishCreated,
  invalid_dish: InvalidDish,
});

export const UpdateDishResult = defineResult<UpdateDishOutcome['kind']>('UpdateDishResult', {
  dish_changed: DishChanged,
  dish_not_found: DishNotFound,
  dish_version_conflict: DishVersionConflict,
  invalid_dish: InvalidDish,
});

export const ArchiveDishResult = defineResult<ArchiveDishOutcome['kind']>('ArchiveDishResult', {
  dish_archived: DishArchived,
  dish_not_found: DishNotFound,
  dish_version_conflict: DishVersionConflict,
});
