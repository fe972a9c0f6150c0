/** Tells others what happened in chats, after its commit. It never fails and never keeps anybody waiting. */
export interface Announcements {
  sent(message: { readonly chatId: string; readonly seq: number; readonly createdAt: Date }): void;
  /** Messages were edited or deleted, up to this revision of the chat. */
  revised(chat: { readonly chatId: string; readonly revision: number }): void;
}
