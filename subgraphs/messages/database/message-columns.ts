/** What a message is made of, for statements that name it `message`; its words are for searches only. */
export const MESSAGE_COLUMNS = [
  'id',
  'chat_id',
  'seq',
  'author_id',
  'client_message_id',
  'text',
  'created_at',
  'edited_at',
  'deleted_at',
  'revision',
]
  .map((column) => `message.${column}`)
  .join(', ');
