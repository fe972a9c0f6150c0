import { MikroORM } from '@mikro-orm/postgresql';

/** A message as the database has it. */
export interface StoredMessage {
  readonly seq: number;
  readonly clientMessageId: string;
  readonly text: string;
}

/** Looks into the database of messages behind the back of every process. */
export interface MessageStore {
  /** All messages of a chat, by seq. */
  ofChat(chatId: string): Promise<readonly StoredMessage[]>;
  close(): Promise<void>;
}

export async function openMessageStore(clientUrl: string): Promise<MessageStore> {
  const orm = await MikroORM.init({
    clientUrl,
    entities: [],
    pool: { min: 0, max: 1 },
    discovery: { warnWhenNoEntities: false },
  });
  return {
    ofChat: (chatId) =>
      orm.em
        .getConnection()
        .execute(
          'select seq, client_message_id as "clientMessageId", text from message where chat_id = ? order by seq',
          [chatId],
        ),
    close: () => orm.close(true),
  };
}
