import type { ChatsDependencies } from './chats.dependencies.ts';

/** Whether the viewer may look into a chat: its members, and our own subgraphs. */
export async function mayEnter(
  { viewer, chats }: Pick<ChatsDependencies, 'viewer' | 'chats'>,
  chatId: string,
): Promise<boolean> {
  if (viewer.kind === 'user') return (await chats.membership(chatId, viewer.id)) !== undefined;
  return viewer.kind === 'service';
}
