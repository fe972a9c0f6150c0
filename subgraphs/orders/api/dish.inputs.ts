import { Field, ID, InputType, Int } from 'type-graphql';

import { AppError } from '../../../kernel/errors/index.ts';
import { Decimal } from '../../../kernel/graphql/index.ts';
import type { DishRef } from '../entities/dish-ref.ts';
import type { DishFields, DishTarget, DishValues } from '../services/dish.service.ts';

@InputType({ description: 'A dish, by its id or by its number: exactly one of them.' })
export class DishRefInput {
  @Field(() => ID, { nullable: true })
  id?: string | null;

  @Field(() => Int, { nullable: true })
  number?: number | null;
}

/** @throws BAD_USER_INPUT unless the dish is named in exactly one way. */
export function toDishRef({ id, number }: DishRefInput): DishRef {
  if (typeof id === 'string' && number == null) return { kind: 'id', id };
  if (typeof number === 'number' && id == null) return { kind: 'number', number };
  throw new AppError('BAD_USER_INPUT', { field: 'input.dish', message: 'Name a dish by its id or by its number.' });
}

@InputType()
export class CreateDishInput implements DishValues {
  @Field(() => String, { description: '1 to 100 characters.' })
  name!: string;

  @Field(() => String, { defaultValue: '', description: 'At most 10,000 characters.' })
  description!: string;

  @Field(() => Decimal, { description: 'Of one piece, 0 to 99,999,999.99.' })
  price!: string;

  @Field(() => Int, { description: 'The stock, 0 to 1,000,000,000.' })
  quantity!: number;
}

@InputType({ description: 'Fields that are absent stay as they are.' })
export class UpdateDishInput implements DishFields {
  @Field(() => DishRefInput)
  dish!: DishRefInput;

  @Field(() => Int, { nullable: true, description: 'The version that was read; a dish of another one is not changed.' })
  version?: number | null;

  @Field(() => String, { nullable: true, description: '1 to 100 characters.' })
  name?: string | null;

  @Field(() => String, { nullable: true, description: 'At most 10,000 characters.' })
  description?: string | null;

  @Field(() => Decimal, { nullable: true, description: 'Of one piece, 0 to 99,999,999.99. Orders keep their prices.' })
  price?: string | null;

  @Field(() => Int, { nullable: true, description: 'The stock, 0 to 1,000,000,000.' })
  quantity?: number | null;
}

@InputType()
export class ArchiveDishInput {
  @Field(() => DishRefInput)
  dish!: DishRefInput;

  @Field(() => Int, {
    nullable: true,
    description: 'The version that was read; a dish of another one is not archived.',
  })
  version?: number | null;
}

/** The dish that an input speaks of. @throws BAD_USER_INPUT */
export function toDishTarget({ dish, version }: UpdateDishInput | ArchiveDishInput): DishTarget {
  return { ref: toDishRef(dish), version };
}
