import type { SubgraphName } from '../../kernel/config/index.ts';

/** Ids of the rows below, so that a test can ask for them afterwards. */
export const ADA = '01900000-0000-7000-8000-00000000000a';
export const BOB = '01900000-0000-7000-8000-00000000000b';
export const CAT = '01900000-0000-7000-8000-00000000000c';
export const THING = '01900000-0000-7000-8000-0000000000ff';
const OTHER_THING = '01900000-0000-7000-8000-0000000000fe';
const MEMBERSHIP = '01900000-0000-7000-8000-0000000000fd';
const THEN = `'2026-11-01T12:00:00Z'`;

type Statements = readonly string[];

/**
 * What an installation of that time had written: statements that run right after the step of their name, in a
 * database that later steps then find. They are history, like the migrations: add rows for a new step, change none.
 */
export const ROWS_OF_EACH_STEP: Readonly<Record<SubgraphName, Readonly<Record<string, Statements>>>> = {
  users: {
    '0001-users': [
      `insert into user_account (id, email, username, password_hash, roles, paid_access, paid_access_seq, is_active, created_at, updated_at) values
        ('${ADA}', 'Ada@Example.org', 'Ada', '$argon2id$none', '{USER,ADMIN}', true, 3, true, ${THEN}, ${THEN}),
        ('${BOB}', 'bob@example.org', null, null, '{USER}', false, 0, false, ${THEN}, ${THEN}),
        ('${CAT}', '', 'ada', null, '{USER,MANAGER}', false, 0, true, ${THEN}, ${THEN})`,
      `insert into outbox_event (name, payload, pending) values ('PaidAccessChanged', '{"userId":"${ADA}","paidAccess":true}', '{processing}')`,
    ],
    '0002-profiles': [
      `insert into user_account (id, email, username, name, first_name, last_name, birthday, password_hash, roles, paid_access, paid_access_seq, is_active, created_at, updated_at) values
        ('${THING}', null, repeat('u', 255), 'Countess', 'Ada', 'King', '0001-01-01', null, '{USER}', false, 0, true, ${THEN}, ${THEN})`,
    ],
  },
  friends: {
    '0001-friends': [
      `insert into friendship (id, requester_id, addressee_id, tag, status, created_at, updated_at) values
        ('${THING}', '${ADA}', '${BOB}', 'from school', 'ACCEPTED', ${THEN}, ${THEN}),
        ('${OTHER_THING}', '${CAT}', '${ADA}', '', 'PENDING', ${THEN}, ${THEN})`,
    ],
  },
  orders: {
    '0001-orders': [
      `insert into customer_order (id, user_id, status, workflow, total, special_requests, idempotency_key, created_at, updated_at) values
        ('${THING}', '${ADA}', 'PENDING', 'MANUAL', 25.00, 'no onions', 'once', ${THEN}, ${THEN}),
        ('${OTHER_THING}', '${BOB}', 'COMPLETED', 'MANUAL', 0, '', null, ${THEN}, ${THEN})`,
      `insert into order_line (order_id, position, product, quantity, price) values
        ('${THING}', 0, 'soup', 2, 10.00), ('${THING}', 1, 'bread', 1, 5.00), ('${OTHER_THING}', 0, 'water', 1000, 0)`,
    ],
    '0002-menu-and-workflow': [
      `insert into dish (id, name, description, price, quantity, is_archived, version, created_at, updated_at) values
        ('${MEMBERSHIP}', 'stew', '', 99999999.99, 0, true, 7, ${THEN}, ${THEN})`,
      `insert into customer_order (id, user_id, status, workflow, total, special_requests, request_hash, version, created_at, updated_at) values
        ('${CAT}', '${CAT}', 'IN_PROGRESS', 'KITCHEN', 199999999.98, '', null, 2, ${THEN}, ${THEN})`,
      `insert into order_line (order_id, position, product, quantity, price, dish_id) values
        ('${CAT}', 0, 'stew', 2, 99999999.99, '${MEMBERSHIP}')`,
    ],
  },
  chats: {
    '0001-chats': [
      `insert into chat (id, name, created_at, updated_at) values ('${THING}', 'tea', ${THEN}, ${THEN})`,
      `insert into membership (id, chat_id, user_id, role, display_name, created_at) values
        ('${MEMBERSHIP}', '${THING}', '${ADA}', 'OWNER', null, ${THEN}),
        ('${OTHER_THING}', '${THING}', '${BOB}', 'MEMBER', 'Bobby', ${THEN})`,
    ],
    '0002-departed-users': [`insert into departed_user (user_id) values ('${CAT}')`],
    '0003-members-and-activity': [
      `insert into chat (id, name, description, join_policy, version, announced_version, member_count, created_at, updated_at, last_activity_at) values
        ('${OTHER_THING}', 'cake', 'all about it', 'LINK', 3, 2, 1, ${THEN}, ${THEN}, ${THEN})`,
      `insert into membership (id, chat_id, user_id, role, display_name, created_at) values
        ('${CAT}', '${OTHER_THING}', '${BOB}', 'OWNER', null, ${THEN})`,
    ],
  },
  messages: {
    '0001-messages': [
      `insert into chat_counter (chat_id, last_seq) values ('${CAT}', 2)`,
      `insert into message (id, chat_id, seq, author_id, client_message_id, text, created_at) values
        ('${THING}', '${CAT}', 1, '${ADA}', 'one', 'hello', ${THEN}), ('${OTHER_THING}', '${CAT}', 2, '${BOB}', 'one', 'you too', ${THEN})`,
    ],
    '0002-departed-users': [`insert into departed_user (user_id) values ('${THING}')`],
    '0003-revisions-and-announcements': [
      `insert into chat_counter (chat_id, last_seq, last_revision, signalled_seq, signalled_revision, told_seq) values
        ('${ADA}', 2, 2, 2, 1, 1)`,
      `insert into message (id, chat_id, seq, author_id, client_message_id, text, created_at, edited_at, deleted_at, revision) values
        ('${MEMBERSHIP}', '${ADA}', 1, '${ADA}', 'one', 'hello', ${THEN}, ${THEN}, null, 1),
        ('${CAT}', '${ADA}', 2, null, 'two', '', ${THEN}, null, ${THEN}, 2)`,
      `insert into message_edit (message_id, seq, text, replaced_at) values ('${MEMBERSHIP}', 1, 'helo', ${THEN})`,
    ],
    '0004-message-search': [
      `insert into message_search (id, user_id, text, match, ordering, status, failure, attempts, created_at, started_at, finished_at, expires_at) values
        ('${THING}', '${ADA}', 'hello', 'WORDS', 'NEWEST', 'SUCCESS', null, 1, ${THEN}, ${THEN}, ${THEN}, ${THEN}),
        ('${OTHER_THING}', '${ADA}', 'hello', 'PHRASE', 'RANK', 'FAILED', 'It took too long.', 4, ${THEN}, ${THEN}, ${THEN}, ${THEN}),
        ('${CAT}', '${BOB}', 'you', 'WORDS', 'RANK', 'WAITING', null, 0, ${THEN}, null, null, null)`,
      `insert into message_search_hit (search_id, position, message_id, rank) values ('${THING}', 1, '${THING}', 0.06)`,
    ],
    '0005-read-markers': [
      `insert into marker_counter (chat_id, last_version, announced_version) values ('${CAT}', 2, 1)`,
      `insert into read_marker (chat_id, user_id, seq, version, moved_at) values ('${CAT}', '${ADA}', 2, 2, ${THEN})`,
    ],
  },
  processing: {
    '0001-ledger': [
      `insert into ledger_entry (user_id, key, fingerprint, answer, provider, reason, attempt, sponsored, period)
        values ('${ADA}', 'once', 'print', 'answered', 'free', 'FREE', 1, false, 20000)`,
    ],
  },
};
