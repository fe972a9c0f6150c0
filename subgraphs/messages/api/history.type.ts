import { ArgsType, Field, ID, Int, ObjectType } from 'type-graphql';

import { seqCursor } from '../../../kernel/graphql/index.ts';
import type { Message as StoredMessage } from '../entities/message.entity.ts';
import type { HistoryPage } from '../services/history.service.ts';
import { Message } from './message.type.ts';

@ArgsType()
export class HistoryArgs {
  @Field(() => Int, { nullable: true, description: 'How many at most from the beginning, 1 to 1,000; 20 unless told.' })
  first?: number | null;

  @Field(() => String, { nullable: true, description: 'A cursor: only what was said later.' })
  after?: string | null;

  @Field(() => Int, { nullable: true, description: 'How many at most from the end, 1 to 1,000.' })
  last?: number | null;

  @Field(() => String, { nullable: true, description: 'A cursor: only what was said earlier.' })
  before?: string | null;

  @Field(() => Int, {
    nullable: true,
    description: 'The number of a message: `first` messages with it in the middle. Beyond an end, that end is meant.',
  })
  around?: number | null;

  @Field(() => ID, { nullable: true, description: 'A message of this chat: only what was said earlier.' })
  beforeMessage?: string | null;
}

@ObjectType()
export class MessagePageInfo {
  @Field(() => Boolean, { description: 'Whether there is more, later than this page.' })
  hasNextPage!: boolean;

  @Field(() => Boolean, { description: 'Whether there is more, earlier than this page.' })
  hasPreviousPage!: boolean;

  @Field(() => String, { nullable: true })
  startCursor!: string | null;

  @Field(() => String, { nullable: true })
  endCursor!: string | null;
}

@ObjectType()
export class MessageEdge {
  @Field(() => String)
  cursor!: string;

  @Field(() => Message)
  node!: StoredMessage;
}

@ObjectType()
export class MessageConnection {
  @Field(() => [MessageEdge])
  edges!: readonly MessageEdge[];

  @Field(() => MessagePageInfo)
  pageInfo!: MessagePageInfo;
}

export function toMessageConnection({ items, hasNextPage, hasPreviousPage }: HistoryPage): MessageConnection {
  const edges = items.map((node) => ({ cursor: seqCursor.encode(node), node }));
  const startCursor = edges.at(0)?.cursor ?? null;
  const endCursor = edges.at(-1)?.cursor ?? null;
  return { edges, pageInfo: { hasNextPage, hasPreviousPage, startCursor, endCursor } };
}
