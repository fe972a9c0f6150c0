import { Field, ObjectType } from 'type-graphql';

import type { FieldProblem } from '../../../kernel/errors/index.ts';
import { defineResult, FieldProblemType } from '../../../kernel/graphql/index.ts';
import type { MarkReadOutcome } from '../services/marker.service.ts';
import { ReadMarker } from './marker.type.ts';
import { ChatNotFound } from './message.results.ts';

@ObjectType()
export class MarkedRead {
  @Field(() => ReadMarker, { description: 'As it stands now.' })
  marker!: ReadMarker;

  @Field(() => Boolean, { description: 'Whether this call moved it; false where it had come as far.' })
  moved!: boolean;
}

@ObjectType({ description: 'The chat has no message of this number.' })
export class InvalidMarker {
  @Field(() => [FieldProblemType])
  problems!: readonly FieldProblem[];
}

export const MarkReadResult = defineResult<MarkReadOutcome['kind']>('MarkReadResult', {
  marked_read: MarkedRead,
  chat_not_found: ChatNotFound,
  invalid_marker: InvalidMarker,
});
