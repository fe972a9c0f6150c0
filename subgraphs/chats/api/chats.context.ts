import type { ChatService } from '../services/chat.service.ts';

/** What a resolver of this subgraph finds in its context. */
export interface ChatsContext {
  readonly chats: ChatService;
}
