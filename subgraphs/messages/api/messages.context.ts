import type { MessageService } from '../services/message.service.ts';

/** What a resolver of this subgraph finds in its context. */
export interface MessagesContext {
  readonly messages: MessageService;
}
