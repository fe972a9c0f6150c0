/**
 * Whoever changes a chat or its members holds its row; whoever takes several takes them in this order, so that none wait
 * in a circle. Before `for update` stands which chats they are.
 */
export const IN_LOCK_ORDER = 'order by chat.id for update of chat';
