import { CHATS, chatIdOf } from './world.ts';

export const SEARCHED_MESSAGES = 1_000_000;
const DICTIONARY = 20_000;

/** Users 0 to 2 are in a twentieth of all chats, in half of them, and in one. */
export const SEARCHERS = [
  { name: '50 chats', chats: CHATS / 20 },
  { name: '500 chats', chats: CHATS / 2 },
  { name: '1 chat', chats: 1 },
] as const;

/** The chats that a searcher is in: every one, counted by the same step. */
export function chatsOfSearcher(searcher: number): readonly string[] {
  const { chats } = SEARCHERS[searcher] ?? SEARCHERS[0];
  return Array.from({ length: chats }, (_, place) => chatIdOf(place * (CHATS / chats)));
}

/** A word by its place among all, the most common first: even ones are Russian, odd ones English. */
export function wordOf(rank: number): string {
  const letters = rank % 2 === 0 ? 'бвгдклмнпр' : 'bcdfghjklm';
  const middle = Array.from(String(rank), (digit) => letters[Number(digit)]).join('');
  return rank % 2 === 0 ? `с${middle}ок` : `w${middle}er`;
}

const WORD = `case when rank % 2 = 0 then 'с' || translate(rank::text, '0123456789', 'бвгдклмнпр') || 'ок'
  else 'w' || translate(rank::text, '0123456789', 'bcdfghjklm') || 'er' end`;
/** The same words each time; one of rank n is said about n times as seldom as the first. */
const RANK = `floor(power(${DICTIONARY}::float8, (hashint8extended(number * 16 + place, 7) & 1048575) / 1048576.0))::int`;

/** Statements that fill an empty database of messages: 3 to 14 words each, a minute apart, in all chats in turn. */
export const SEARCH_STATEMENTS: readonly string[] = [
  `insert into chat_counter (chat_id, last_seq, signalled_seq, told_seq)
   select ('01900000-0000-7000-9000-' || lpad(to_hex(chat), 12, '0'))::uuid, size, size, size
   from generate_series(0, ${CHATS - 1}) as chat
   cross join (select ${SEARCHED_MESSAGES / CHATS} as size) as sized`,
  // All at once is several times as fast as one by one.
  'drop index message_words',
  `insert into message (id, chat_id, seq, author_id, client_message_id, text, created_at)
   select
     (lpad(to_hex(1700000000000 + number * 60000), 12, '0') || '70008000' || lpad(to_hex(number), 12, '0'))::uuid,
     ('01900000-0000-7000-9000-' || lpad(to_hex(number * 7919 % ${CHATS}), 12, '0'))::uuid,
     1 + number / ${CHATS}, null, 'bulk ' || number,
     (select string_agg(${WORD}, ' ') from generate_series(1, 3 + number % 12) as place
      cross join lateral (select ${RANK} as rank) as drawn),
     timestamptz '2023-11-14 22:13:20Z' + number * interval '1 minute'
   from generate_series(0::bigint, ${SEARCHED_MESSAGES - 1}) as number`,
  'create index message_words on message using gin (words) with (fastupdate = off)',
  'vacuum analyze message',
];
