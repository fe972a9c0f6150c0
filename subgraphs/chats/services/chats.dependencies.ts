import type { Viewer } from '../../../kernel/auth/index.ts';
import type { ChatRepository } from '../repositories/chat.repository.ts';

/** What the services of one request stand on. */
export interface ChatsDependencies {
  readonly viewer: Viewer;
  readonly chats: ChatRepository;
  /**
   * The id of a user as the owner of users writes it, where there is an active one of whom the actor may know: neither
   * has blocked the other. Undefined otherwise, and nothing tells why. Ids of any text are answered.
   */
  readonly findAddable: (actorId: string, userId: string) => Promise<string | undefined>;
  readonly now: () => Date;
  readonly newId: () => string;
}
