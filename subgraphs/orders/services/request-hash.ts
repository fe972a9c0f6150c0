import { createHash } from 'node:crypto';

import type { OrderWorkflow } from '../entities/order.entity.ts';
import { toNewLines, type PlaceOrderRequest } from './order-rules.ts';

/** Tells a repeated request from another one under the same key. */
export function requestHash({ lines, specialRequests }: PlaceOrderRequest, workflow: OrderWorkflow): string {
  const content = JSON.stringify([workflow, toNewLines(lines), specialRequests ?? '']);
  return createHash('sha256').update(content).digest('base64url');
}
