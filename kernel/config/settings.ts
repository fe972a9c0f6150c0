import { z } from 'zod';

/** One setting: what it is for, how it is read from the environment, and whether it may be shown. */
export interface Setting<T extends z.ZodType = z.ZodType> {
  readonly about: string;
  readonly type: T;
  readonly secret?: true;
}

const port = (fallback: number) => z.coerce.number().int().min(0).max(65_535).default(fallback);
const whole = (min: number, max: number, fallback: number) =>
  z.coerce.number().int().min(min).max(max).default(fallback);
const flag = z.enum(['true', 'false']).transform((text) => text === 'true');
const list = z.string().transform((text) =>
  text
    .split(',')
    .map((part) => part.trim())
    .filter((part) => part !== ''),
);
const httpUrl = z
  .url({ protocol: /^https?$/, message: 'must be an http(s) URL' })
  .transform((url) => url.replace(/\/+$/, ''));
const postgresUrl = z.url({ protocol: /^postgres(ql)?$/, message: 'must be a postgresql:// URL' });

export const SUBGRAPH_NAMES = ['users', 'friends', 'orders', 'chats', 'messages', 'processing'] as const;
export type SubgraphName = (typeof SUBGRAPH_NAMES)[number];

const apps = list
  .pipe(z.array(z.enum(SUBGRAPH_NAMES)).min(1))
  .refine((names) => names.includes('users'), 'must contain users: the other subgraphs refer to it');

/** Every variable that Stoa reads. The documentation and `.env.example` speak of exactly these. */
export const SETTINGS = {
  PORT: setting('Port of the public listener; 0 takes a free one.', port(4000)),
  OPS_PORT: setting('Port of the operations listener: /livez, /readyz, /metrics.', port(4001)),
  HOST: setting('Address to listen on; 0.0.0.0 in a container.', z.string().min(1).default('127.0.0.1')),
  LOG_LEVEL: setting(
    'Least level that is logged.',
    z.enum(['debug', 'info', 'warn', 'error', 'silent']).default('info'),
  ),
  PUBLIC_URL: setting(
    'Address under which clients reach the gateway; also the issuer of its tokens.',
    httpUrl.optional(),
  ),
  STOA_APPS: setting('Subgraphs that run, separated by commas.', apps.default([...SUBGRAPH_NAMES])),
  STOA_DATA_DIR: setting(
    'Folder of the embedded PostgreSQL and Redis of npm start.',
    z.string().min(1).default('.stoa'),
  ),
  STOA_SIGNING_KEY: secret(
    'Shared secret of gateway and subgraphs, at least 32 characters; signs every call between them.',
    z.string().min(32).optional(),
  ),
  REDIS_URL: secret(
    'Redis that all processes share.',
    z.url({ protocol: /^rediss?$|^redis\+unix$|^unix$/, message: 'must be a redis:// URL' }).optional(),
  ),
  CACHE_TYPE: setting(
    'Where the first pages of chats are kept for a while: memory (of each process) or redis (for all).',
    z.enum(['memory', 'redis']).default('memory'),
  ),
  USERS_DATABASE_URL: secret('PostgreSQL database of users.', postgresUrl.optional()),
  FRIENDS_DATABASE_URL: secret('PostgreSQL database of friends.', postgresUrl.optional()),
  ORDERS_DATABASE_URL: secret('PostgreSQL database of orders.', postgresUrl.optional()),
  CHATS_DATABASE_URL: secret('PostgreSQL database of chats.', postgresUrl.optional()),
  MESSAGES_DATABASE_URL: secret('PostgreSQL database of messages.', postgresUrl.optional()),
  PROCESSING_DATABASE_URL: secret('PostgreSQL database of processing.', postgresUrl.optional()),
  DATABASE_POOL: setting('Connections each subgraph keeps to its database; a migration needs two.', whole(2, 100, 5)),
  USERS_URL: setting('Where the users subgraph listens.', httpUrl.optional()),
  FRIENDS_URL: setting('Where the friends subgraph listens.', httpUrl.optional()),
  ORDERS_URL: setting('Where the orders subgraph listens.', httpUrl.optional()),
  CHATS_URL: setting('Where the chats subgraph listens.', httpUrl.optional()),
  MESSAGES_URL: setting('Where the messages subgraph listens.', httpUrl.optional()),
  PROCESSING_URL: setting('Where the processing subgraph listens.', httpUrl.optional()),
  FREE_PROVIDER_URL: setting('Address of the free upstream provider.', httpUrl.optional()),
  PAID_PROVIDER_URL: setting('Address of the paid upstream provider.', httpUrl.optional()),
  FREE_PROVIDER_TOKEN: secret('Bearer token for the free provider, if it wants one.', z.string().min(1).optional()),
  PAID_PROVIDER_TOKEN: secret('Bearer token for the paid provider, if it wants one.', z.string().min(1).optional()),
  FREE_LIMIT: setting('Requests the free provider accepts before it blocks (N).', whole(0, 1_000_000, 20)),
  FREE_BLOCK_MS: setting(
    'How long the free provider then blocks, in milliseconds (B).',
    whole(0, 2_592_000_000, 10_000),
  ),
  FREE_BLOCK_STARTS: setting(
    'What its block is counted from: on_last_accept (the last request it accepts) or on_first_refusal.',
    z.enum(['on_last_accept', 'on_first_refusal']).default('on_last_accept'),
  ),
  FREE_REFUSAL_EXTENDS: setting('Whether each refusal starts its block anew.', flag.default(false)),
  PROVIDER_TIMEOUT_MS: setting('Longest wait for a provider, in milliseconds.', whole(10, 120_000, 5_000)),
  PAID_CALL_PRICE: setting(
    'Price of one paid call, for the figures shown to operators.',
    z.coerce.number().min(0).default(1),
  ),
  ALLOWANCE_PER_DAY: setting('Messages a user may have processed a day without paid access.', whole(0, 1_000_000, 10)),
  ALLOWANCE_ZONE: setting(
    'Time zone in which the allowance is renewed at midnight.',
    z.string().refine(isTimeZone, 'must be an IANA time zone').default('UTC'),
  ),
  UNPAID_WHEN_BLOCKED: setting(
    'What an entitled user without paid access gets while the free provider blocks: sponsor, reject or wait:<ms>.',
    z
      .string()
      .regex(/^(sponsor|reject|wait:\d{1,6})$/, 'must be sponsor, reject or wait:<ms>')
      .default('sponsor'),
  ),
  SPONSORED_PER_HOUR: setting(
    'Paid calls an hour that the operator sponsors for users without paid access.',
    whole(0, 1_000_000_000, 100),
  ),
  SPONSORED_PER_USER_DAY: setting('Sponsored calls a user and day.', whole(0, 1_000_000, 3)),
  ACCESS_TOKEN_MINUTES: setting('Life of an access token of the graph, in minutes.', whole(1, 1_440, 15)),
  KPO_ACCESS_TOKEN_MINUTES: setting('Life of an access token of the KPO contract, in minutes.', whole(1, 1_440, 30)),
  REFRESH_TOKEN_DAYS: setting('Days after which a session that was not refreshed is over.', whole(1, 365, 30)),
  SESSION_DAYS: setting('Days after which a session is over in any case.', whole(1, 3_650, 90)),
  REFRESH_GRACE_SECONDS: setting(
    'How long a refresh token that was just used still gives the same answer, for clients that lost it.',
    whole(0, 300, 10),
  ),
  MESSAGE_EDIT_MINUTES: setting(
    'How long after it was sent a message can be edited, in minutes; 0 is for ever.',
    whole(0, 52_560_000, 2_880),
  ),
  SEARCH_RESULT_MINUTES: setting(
    'How long the result of a message search that was started as a task is kept, in minutes.',
    whole(1, 1_440, 5),
  ),
  KITCHEN_TICK_MS: setting(
    'Time between two ticks of the kitchen, each of which moves its orders one step on, in milliseconds.',
    whole(100, 86_400_000, 30_000),
  ),
  SUPERGRAPH: setting(
    "Supergraph file to serve instead of Stoa's own; its own URLs are used, without accounts or stores.",
    z.string().min(1).optional(),
  ),
  FORWARD_HEADERS: setting(
    'Request headers passed on to the subgraphs of a foreign supergraph.',
    list.default(['authorization']),
  ),
  INTROSPECTION: setting(
    'Whether clients may introspect the schema; npm start turns it on by itself.',
    flag.optional(),
  ),
  CORS_ORIGINS: setting('Origins that browsers may call from; * allows all, without cookies.', list.default([])),
  BODY_LIMIT_BYTES: setting('Largest request body.', whole(1_024, 104_857_600, 262_144)),
  REQUEST_TIMEOUT_MS: setting(
    'Time a request has in all; every call it causes inherits what is left.',
    whole(100, 600_000, 10_000),
  ),
  MAX_QUERY_TOKENS: setting('Largest GraphQL document, in tokens.', whole(50, 1_000_000, 2_000)),
  MAX_SOCKETS: setting('WebSockets that a gateway process has open at most.', whole(1, 1_000_000, 10_000)),
  SOCKET_SEND_TIMEOUT_MS: setting(
    'How long an event may wait until a subscriber takes it, in milliseconds; a slower one is disconnected.',
    whole(100, 600_000, 10_000),
  ),
  MAX_QUERY_DEPTH: setting('Deepest nesting of a GraphQL operation.', whole(2, 1_000, 16)),
  DRAIN_DELAY_MS: setting(
    'Time between not being ready and not accepting, for load balancers to notice.',
    whole(0, 60_000, 0),
  ),
} as const satisfies Record<string, Setting>;

export type SettingName = keyof typeof SETTINGS;

/** The frozen settings of one process, under the names of their variables. */
export type Config = { readonly [K in SettingName]: z.output<(typeof SETTINGS)[K]['type']> };

function setting<T extends z.ZodType>(about: string, type: T): Setting<T> {
  return { about, type };
}

function secret<T extends z.ZodType>(about: string, type: T): Setting<T> {
  return { about, type, secret: true };
}

function isTimeZone(zone: string): boolean {
  try {
    new Intl.DateTimeFormat('en', { timeZone: zone });
    return true;
  } catch {
    return false;
  }
}
