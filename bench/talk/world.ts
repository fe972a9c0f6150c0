/** How large the measured world of chats is. */
export const CHATS = 1_000;
export const MESSAGES = 1_000_000;
/** The first chats have many times as many messages as the others. */
export const LARGE_CHATS = 10;
export const MESSAGES_OF_LARGE_CHAT = 30_000;
const MESSAGES_OF_OTHERS = MESSAGES - LARGE_CHATS * MESSAGES_OF_LARGE_CHAT;
/** The first users are in every other chat, all others in 50. */
export const BUSY_USERS = 20;
const USERS = BUSY_USERS + 1_800;
const CHATS_OF_USER = 50;
/** Each of the others in a chat speaks in turn. */
const AUTHORS_OF_CHAT = 90;

/** Of a user or a chat by number, from 0; both databases are filled by this rule. */
export function userIdOf(number: number): string {
  return `01900000-0000-7000-8000-${number.toString(16).padStart(12, '0')}`;
}

export function chatIdOf(number: number): string {
  return `01900000-0000-7000-9000-${number.toString(16).padStart(12, '0')}`;
}

export function isInChat(user: number, chat: number): boolean {
  return user < BUSY_USERS ? user % 2 === chat % 2 : user % BUSY_USERS === chat % BUSY_USERS;
}

/** How many messages a chat has. */
export function sizeOf(chat: number): number {
  if (chat < LARGE_CHATS) return MESSAGES_OF_LARGE_CHAT;
  const others = CHATS - LARGE_CHATS;
  return Math.floor(MESSAGES_OF_OTHERS / others) + (chat - LARGE_CHATS < MESSAGES_OF_OTHERS % others ? 1 : 0);
}

const idOf = (kind: 'user' | 'chat', number: string): string =>
  `('01900000-0000-7000-${kind === 'user' ? '8000' : '9000'}-' || lpad(to_hex(${number}), 12, '0'))::uuid`;

/** The same as `isInChat`, as rows of (member, chat). */
const MEMBERS = `
  select member, chat
  from generate_series(0, ${BUSY_USERS - 1}) as member
  cross join generate_series(0, ${CHATS - 1}) as chat where member % 2 = chat % 2
  union all
  select member, (member + ${BUSY_USERS} * turn) % ${CHATS}
  from generate_series(${BUSY_USERS}, ${USERS - 1}) as member
  cross join generate_series(0, ${CHATS_OF_USER - 1}) as turn`;

const SIZE = `case when chat < ${LARGE_CHATS} then ${MESSAGES_OF_LARGE_CHAT} else
  ${MESSAGES_OF_OTHERS} / ${CHATS - LARGE_CHATS} + (chat - ${LARGE_CHATS} < ${MESSAGES_OF_OTHERS % (CHATS - LARGE_CHATS)})::int end`;

const START = `timestamptz '2024-11-01'`;
/** Each chat is talked in all the time for two years; the last message of each is some minutes from that of the others. */
const momentOf = (seq: string, size: string): string =>
  `(${START} + (${seq})::float8 / (${size}) * interval '730 days' - (chat * 7919 % ${CHATS}) * interval '1 minute')`;

/** Statements that fill an empty database of chats. */
export const CHAT_STATEMENTS: readonly string[] = [
  `insert into chat (id, name, created_at, updated_at, last_activity_at, member_count)
   select ${idOf('chat', 'chat')}, 'Room ' || chat, ${START} - interval '30 days', ${START}, ${momentOf('1', '1')},
     ${BUSY_USERS / 2 + AUTHORS_OF_CHAT}
   from generate_series(0, ${CHATS - 1}) as chat`,
  `insert into membership (id, chat_id, user_id, role, created_at)
   select gen_random_uuid(), ${idOf('chat', 'chat')}, ${idOf('user', 'member')},
     case when member = chat % 2 then 'OWNER' else 'MEMBER' end, ${START} - interval '1 day' + member * interval '1 second'
   from (${MEMBERS}) as members order by random()`,
  'vacuum analyze chat',
  'vacuum analyze membership',
];

const WORDS = `array['hello','tomorrow','yes','no','the','report','ready','when','meeting','привет','завтра','хорошо','нет','отчёт','готов','когда','обед','спасибо','please','later']`;

/**
 * Statements that fill an empty database of messages: in the order of time, so that the messages of a chat stand far
 * apart, as they would. Of the members of a chat half have read all, most others all but the last twenty, and every
 * tenth, as well as user 0 in the large chats, nothing.
 */
export const MESSAGE_STATEMENTS: readonly string[] = [
  `insert into chat_counter (chat_id, last_seq, signalled_seq, told_seq)
   select ${idOf('chat', 'chat')}, size, size, size
   from generate_series(0, ${CHATS - 1}) as chat cross join lateral (select ${SIZE} as size) as sized`,
  // What the trigger would find out for each row is known here.
  'alter table message disable trigger message_of_author_is_numbered',
  `insert into message (id, chat_id, seq, author_id, nth_of_author, client_message_id, text, created_at)
   select
     (lpad(to_hex((extract(epoch from moment) * 1000)::bigint), 12, '0') || '7000' || '8000' || lpad(to_hex(chat * 100000 + seq), 12, '0'))::uuid,
     ${idOf('chat', 'chat')}, seq,
     ${idOf('user', `${BUSY_USERS} + chat % ${BUSY_USERS} + ${BUSY_USERS} * (seq * 7 % ${AUTHORS_OF_CHAT})`)},
     1 + (seq - 1) / ${AUTHORS_OF_CHAT}, 'bulk ' || seq,
     (select string_agg((${WORDS})[1 + (seq * 31 + chat * 17 + place * place * 13) % 20], ' ')
      from generate_series(1, 3 + (seq + chat) % 12) as place),
     moment
   from generate_series(0, ${CHATS - 1}) as chat
   cross join lateral generate_series(1, ${SIZE}) as seq
   cross join lateral (select ${momentOf('seq', SIZE)} as moment) as time
   order by moment`,
  'alter table message enable trigger message_of_author_is_numbered',
  `insert into marker_counter (chat_id, last_version, announced_version)
   select chat_id, 1000, 1000 from chat_counter`,
  `insert into read_marker (chat_id, user_id, seq, version, moved_at)
   select ${idOf('chat', 'chat')}, ${idOf('user', 'member')}, greatest(1, ${SIZE} - behind),
     row_number() over (partition by chat order by member), now()
   from (${MEMBERS}) as members
   cross join lateral (select case when (member + chat) % 10 < 5 then 0 else (member * 7 + chat * 3) % 20 end as behind) as lag
   where (member + chat) % 10 < 9 and not (member = 0 and chat < ${LARGE_CHATS})`,
  'vacuum analyze chat_counter',
  'vacuum analyze message',
  'vacuum analyze read_marker',
  'vacuum analyze marker_counter',
];
