import { defineEntity, p } from '@mikro-orm/core';

const BlockSchema = defineEntity({
  name: 'Block',
  tableName: 'user_block',
  properties: {
    id: p.uuid().primary(),
    blockerId: p.uuid(),
    blockedId: p.uuid(),
    createdAt: p.datetime(3),
  },
});

export interface NewBlock {
  readonly id: string;
  readonly blockerId: string;
  readonly blockedId: string;
  readonly createdAt: Date;
}

/** That one user wants nothing of another. Each of two may have blocked the other. */
export class Block extends BlockSchema.class {
  static begin(block: NewBlock): Block {
    return Object.assign(new Block(), block);
  }
}

BlockSchema.setClass(Block);
export { BlockSchema };
