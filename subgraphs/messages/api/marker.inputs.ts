import { ArgsType, Field, ID, InputType, Int } from 'type-graphql';

import type { MarkReadRequest } from '../services/marker.service.ts';

@InputType()
export class MarkReadInput implements MarkReadRequest {
  @Field(() => ID)
  chatId!: string;

  @Field(() => Int, { description: 'The `seq` of the last message that was read; a message of this chat.' })
  seq!: number;
}

@ArgsType()
export class ReadMarkerMovedArgs {
  @Field(() => ID)
  chatId!: string;

  @Field(() => Int, {
    nullable: true,
    description: 'Begins with the moves after this version; without it, with new ones.',
  })
  afterVersion?: number | null;
}
