import { Arg, Ctx, FieldResolver, Mutation, Query, Resolver, Root } from 'type-graphql';

import { LiveField } from '../../../kernel/graphql/index.ts';
import type { AllowanceView } from '../services/processing.service.ts';
import type { ProviderReport } from '../services/provider-report.ts';
import { ProcessMessageInput } from './process-message.input.ts';
import { ProcessMessageResult, toProcessMessageResult } from './process-message.result.ts';
import type { ProcessingContext } from './processing.context.ts';
import { Provider } from './provider.type.ts';
import { Allowance, User } from './user.type.ts';

@Resolver(() => User)
export class ProcessingResolver {
  @Mutation(() => ProcessMessageResult, {
    description: 'Has a message processed: by the free provider while it admits, else by the paid one.',
  })
  async processMessage(
    @Arg('input', () => ProcessMessageInput) input: ProcessMessageInput,
    @Ctx() { processing }: ProcessingContext,
  ): Promise<object> {
    return toProcessMessageResult(await processing.process(input));
  }

  @Query(() => [Provider], { description: 'The upstream providers, for administrators.' })
  providers(@Ctx() { processing }: ProcessingContext): Promise<readonly ProviderReport[]> {
    return processing.providers();
  }

  @LiveField(() => [Provider], 'The upstream providers as they are now, and after each change; for administrators.')
  providersChanged(): void {
    // Served by the gateway.
  }

  @FieldResolver(() => Allowance, { nullable: true, description: 'For the user and administrators.' })
  allowance(@Root() { id }: User, @Ctx() { processing }: ProcessingContext): Promise<AllowanceView> {
    return processing.allowanceOf(id);
  }
}
