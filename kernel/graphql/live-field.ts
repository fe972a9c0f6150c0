import { Subscription } from 'type-graphql';

import { AppError } from '../errors/index.ts';

/**
 * Declares a field of the Subscription type. A subgraph only declares it: the gateway serves it, by asking the Query
 * field that its table of streams names whenever there is something new. The method's body never runs.
 */
export function LiveField(type: () => NewableFunction | [NewableFunction], description: string): MethodDecorator {
  return Subscription(type as Parameters<typeof Subscription>[0], { description, subscribe: refuse });
}

function refuse(): never {
  throw new AppError('BAD_REQUEST', { message: 'Subscriptions are served by the gateway.' });
}
