import { Arg, Args, Ctx, ID, Int, Mutation, Query, Resolver } from 'type-graphql';

import { PageArgs, toConnection, toPageRequest, type Connection } from '../../../kernel/graphql/index.ts';
import type { Dish as StoredDish } from '../entities/dish.entity.ts';
import type { ArchiveDishOutcome, CreateDishOutcome, UpdateDishOutcome } from '../services/dish.service.ts';
import { dishCursor } from './dish.cursor.ts';
import { ArchiveDishInput, CreateDishInput, toDishTarget, UpdateDishInput } from './dish.inputs.ts';
import { ArchiveDishResult, CreateDishResult, UpdateDishResult } from './dish.results.ts';
import { Dish, DishConnection } from './dish.type.ts';
import type { OrdersContext } from './orders.context.ts';

@Resolver(() => Dish)
export class DishResolver {
  @Query(() => DishConnection, {
    description:
      'What can be ordered now, in the order of its numbers: what is sold out or archived is left out. For everybody.',
  })
  async menu(@Args(() => PageArgs) page: PageArgs, @Ctx() { dishes }: OrdersContext): Promise<Connection<StoredDish>> {
    return toConnection(await dishes.menu(toPageRequest(page, dishCursor)), dishCursor);
  }

  @Query(() => DishConnection, {
    nullable: true,
    description: 'All dishes, also those that are sold out, in the order of their numbers. For managers.',
  })
  async dishes(
    @Arg('includeArchived', () => Boolean, { defaultValue: false, description: 'Also those taken off the menu.' })
    includeArchived: boolean,
    @Args(() => PageArgs) page: PageArgs,
    @Ctx() { dishes }: OrdersContext,
  ): Promise<Connection<StoredDish>> {
    return toConnection(await dishes.list({ includeArchived }, toPageRequest(page, dishCursor)), dishCursor);
  }

  @Query(() => Dish, { nullable: true, description: 'A dish by id. Archived ones are there for managers only.' })
  dish(@Arg('id', () => ID) id: string, @Ctx() { dishes }: OrdersContext): Promise<StoredDish | null> {
    return dishes.byRef({ kind: 'id', id });
  }

  @Query(() => Dish, { nullable: true, description: 'A dish by number. Archived ones are there for managers only.' })
  dishByNumber(@Arg('number', () => Int) number: number, @Ctx() { dishes }: OrdersContext): Promise<StoredDish | null> {
    return dishes.byRef({ kind: 'number', number });
  }

  @Mutation(() => CreateDishResult, { description: 'Puts a dish on the menu. For managers.' })
  createDish(
    @Arg('input', () => CreateDishInput) input: CreateDishInput,
    @Ctx() { dishes }: OrdersContext,
  ): Promise<CreateDishOutcome> {
    return dishes.create(input);
  }

  @Mutation(() => UpdateDishResult, { description: 'Changes a dish. For managers.' })
  updateDish(
    @Arg('input', () => UpdateDishInput) input: UpdateDishInput,
    @Ctx() { dishes }: OrdersContext,
  ): Promise<UpdateDishOutcome> {
    return dishes.update(toDishTarget(input), input);
  }

  @Mutation(() => ArchiveDishResult, {
    description: 'Takes a dish off the menu for good; orders that have it keep it. For managers.',
  })
  archiveDish(
    @Arg('input', () => ArchiveDishInput) input: ArchiveDishInput,
    @Ctx() { dishes }: OrdersContext,
  ): Promise<ArchiveDishOutcome> {
    return dishes.archive(toDishTarget(input));
  }
}
