import { Directive, Field, ObjectType } from 'type-graphql';

import type { FieldProblem } from '../errors/index.ts';

/** The one shape in which every subgraph tells what is wrong with an input. */
@ObjectType('FieldProblem', { description: 'One thing wrong with one field of an input.' })
@Directive('@shareable')
export class FieldProblemType implements FieldProblem {
  @Field(() => String, { description: 'Where it is in the input, such as `lines.2.price`.' })
  field!: string;

  @Field(() => String)
  message!: string;
}
