import { Directive, Field, GraphQLISODateTime, ID, Int, ObjectType } from 'type-graphql';

import { Decimal, defineConnection } from '../../../kernel/graphql/index.ts';

@ObjectType({ description: 'Something of the menu. A dish that is taken off it stays with the orders that have it.' })
@Directive('@key(fields: "id")')
export class Dish {
  @Field(() => ID)
  id!: string;

  @Field(() => Int, { description: 'A short number beside the id.' })
  number!: number;

  @Field(() => String)
  name!: string;

  @Field(() => String, { description: 'Empty where there is none.' })
  description!: string;

  @Field(() => Decimal, { description: 'Of one piece.' })
  price!: string;

  @Field(() => Int, { description: 'How many are left in stock.' })
  quantity!: number;

  @Field(() => Boolean, { description: 'Whether it was taken off the menu for good.' })
  isArchived!: boolean;

  @Field(() => Int, { description: 'One more after every change, of the stock too.' })
  version!: number;

  @Field(() => GraphQLISODateTime)
  createdAt!: Date;

  @Field(() => GraphQLISODateTime)
  updatedAt!: Date;
}

export const DishConnection = defineConnection('Dish', () => Dish);
