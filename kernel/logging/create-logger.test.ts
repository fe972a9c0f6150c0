import { setTimeout as delay } from 'node:timers/promises';

import fc from 'fast-check';
import { describe, expect, it } from 'vitest';

import { AppError, toAppError } from '../errors/index.ts';
import { createLogger, logError, withRequest, type Logger, type LogLevel } from './index.ts';

interface Capture {
  readonly logger: Logger;
  readonly text: () => string;
  readonly records: () => Record<string, unknown>[];
}

function capture(level: LogLevel = 'info'): Capture {
  const lines: string[] = [];
  return {
    logger: createLogger({ service: 'gateway', level, stream: { write: (line) => void lines.push(line) } }),
    text: () => lines.join(''),
    records: () => lines.map((line) => JSON.parse(line) as Record<string, unknown>),
  };
}

describe('a log line', () => {
  it('has the fixed fields, in a fixed order', () => {
    const { logger, records } = capture();
    logger.child({ logger: 'quota' }).info({ left: 3 }, 'decided');
    const [record = {}] = records();
    expect(Object.keys(record)).toEqual(['timestamp', 'level', 'logger', 'message', 'service', 'left']);
    expect(record).toMatchObject({ level: 'info', logger: 'quota', message: 'decided', service: 'gateway', left: 3 });
    expect(new Date(String(record['timestamp'])).toISOString()).toBe(record['timestamp']);
  });

  it('names a field once, however often it was bound', () => {
    const { logger, text } = capture();
    logger.child({ logger: 'a', service: 'users' }).child({ logger: 'b' }).info('x');
    expect(text().match(/"logger"/g)).toHaveLength(1);
    expect(text()).toContain('"logger":"b","message":"x","service":"users"');
  });

  it('carries the request it belongs to, also after an await, and none outside', async () => {
    const { logger, records } = capture();
    const serve = (id: string) =>
      withRequest({ request_id: id, method: 'POST', path: '/graphql' }, async () => {
        await delay(2);
        withRequest({ user_id: `user of ${id}` }, () => logger.info('served'));
        logger.info('answered');
      });
    await Promise.all([serve('r1'), serve('r2')]);
    logger.info('idle');
    const request = { method: 'POST', path: '/graphql' };
    expect(records()).toEqual([
      expect.objectContaining({ request_id: 'r1', user_id: 'user of r1', message: 'served', ...request }),
      expect.objectContaining({ request_id: 'r1', message: 'answered', ...request }),
      expect.objectContaining({ request_id: 'r2', user_id: 'user of r2', message: 'served', ...request }),
      expect.objectContaining({ request_id: 'r2', message: 'answered', ...request }),
      expect.not.objectContaining({ request_id: expect.anything() as unknown }),
    ]);
  });

  it('shows an error with its code, stack and causes', () => {
    const { logger, records } = capture();
    const refused = Object.assign(new Error('refused'), { code: 'ECONNREFUSED' });
    logger.error({ error: new AppError('SUBGRAPH_UNAVAILABLE', { cause: refused }) }, 'call failed');
    expect(records()[0]).toMatchObject({
      message: 'call failed',
      error: {
        name: 'AppError',
        code: 'SUBGRAPH_UNAVAILABLE',
        stack: expect.stringContaining('create-logger.test.ts') as unknown,
        cause: { code: 'ECONNREFUSED', message: 'refused' },
      },
    });
  });

  it('survives an error that causes itself', () => {
    const { logger, records } = capture();
    const error: Error = new Error('round');
    error.cause = error;
    logger.error(error);
    expect(records()[0]).toMatchObject({ message: 'round', error: { cause: { message: 'round' } } });
  });

  it('has bodies at debug only', () => {
    const { logger, records } = capture('debug');
    const exchange = { body: { text: 'hello' }, variables: { id: 1 }, status: 200 };
    logger.info(exchange, 'answered');
    logger.debug(exchange, 'answered');
    expect(records()[0]).not.toHaveProperty('body');
    expect(records()[0]).not.toHaveProperty('variables');
    expect(records()[1]).toMatchObject(exchange);
  });

  it('is not written below the level', () => {
    const { logger, text } = capture('warn');
    logger.info('quiet');
    expect(text()).toBe('');
  });
});

describe('logging an application error', () => {
  it('takes the level of its code, and a stack only where somebody must look', () => {
    const { logger, records } = capture();
    logError(logger, new AppError('BAD_USER_INPUT', { field: 'input.email' }));
    logError(logger, new AppError('INTERNAL', { cause: new Error('boom') }));
    expect(records()[0]).toMatchObject({ level: 'info', code: 'BAD_USER_INPUT', field: 'input.email' });
    expect(records()[0]).not.toHaveProperty('error');
    expect(records()[1]).toMatchObject({
      level: 'error',
      error: { stack: expect.any(String) as string, cause: { message: 'boom', stack: expect.any(String) as string } },
    });
  });

  it('says of a part that is away what caused it, on one short line', () => {
    const { logger, records, text } = capture();
    const cause = new Error('fetch failed', { cause: new Error('connect ECONNREFUSED') });
    logError(logger, new AppError('SUBGRAPH_UNAVAILABLE', { cause }));
    expect(records()[0]).toMatchObject({
      level: 'warn',
      error: {
        code: 'SUBGRAPH_UNAVAILABLE',
        cause: { message: 'fetch failed', cause: { message: 'connect ECONNREFUSED' } },
      },
    });
    expect(text()).not.toContain('stack');
  });

  it('names the constraint where only the database noticed that a value is wrong', () => {
    const { logger, records } = capture();
    const cause = Object.assign(new Error('violates check'), { code: '23514', constraint: 'dish_price_check' });
    logError(logger, toAppError(cause));
    expect(records()[0]).toMatchObject({
      level: 'warn',
      error: { code: 'BAD_USER_INPUT', cause: { code: '23514', constraint: 'dish_price_check' } },
    });
  });
});

describe('a secret', () => {
  const SECRET = 'hunter2-Zq8';

  it.each([
    ['a field', { password: SECRET }],
    ['a number in a field', { pwd: 4711_0815 }],
    ['a deep field', { a: [{ b: { new_password: SECRET } }] }],
    ['a camel case field', { accessToken: SECRET }],
    ['a header', { headers: { Authorization: SECRET, 'set-cookie': [SECRET], 'x-api-key': SECRET } }],
    ['a signature', { call: { signature: SECRET } }],
    ['key material', { jwk: { kty: 'OKP', x: 'public', d: SECRET } }],
    ['a query', { path: `/free_provider?a=1&token=${SECRET}&b=2` }],
    ['a connection string', { url: `postgresql://stoa:p@${SECRET}@db:5432/users` }],
    ['a connection string without a user', { url: `redis://:${SECRET}@127.0.0.1:6379` }],
    ['JSON in text', { text: `{"user":"a","password":"${SECRET}"}` }],
    ['a raw header', { text: `GET / HTTP/1.1\r\ncookie: sid=${SECRET}; a=${SECRET}\r\naccept: */*` }],
    ['a bearer', { text: `sent Bearer ${SECRET}` }],
    ['a token by its look', { text: `got eyJhbGciOiJFZERTQSJ9.${SECRET}.${SECRET}` }],
    ['a key by its look', { text: `-----BEGIN PRIVATE KEY-----\n${SECRET}\n-----END PRIVATE KEY-----` }],
  ])('never appears as %s', (_where, fields) => {
    const { logger, text } = capture('debug');
    logger.info(fields, 'plain');
    logger.child(fields).warn('bound');
    logger.debug({ body: fields }, 'body');
    if ('text' in fields) logger.info(fields.text);
    expect(text()).not.toContain(SECRET);
    expect(text()).not.toContain('47110815');
    expect(text()).toContain('[redacted]');
  });

  it('never appears in an error, its stack or its cause', () => {
    const { logger, text } = capture();
    const cause = new Error(`connect redis://:${SECRET}@cache:6379 failed`);
    logger.error(new Error(`cannot open postgresql://stoa:${SECRET}@db/users`, { cause }));
    expect(text()).not.toContain(SECRET);
    expect(text()).toContain('cannot open postgresql://stoa:[redacted]@db/users');
  });

  it('never appears in what the database quotes of a row that it refused', () => {
    const { logger, text } = capture();
    logger.error(
      new Error(`violates check constraint "c"\n - detail: Failing row contains (1, ${SECRET},\n${SECRET}).`),
    );
    expect(text()).not.toContain(SECRET);
    expect(text()).toContain('violates check constraint');
    expect(text()).toContain('create-logger.test.ts');
  });

  it('never appears in the path of a request', () => {
    const { logger, text } = capture();
    withRequest({ path: `/paid_provider?token=${SECRET}` }, () => logger.info('x'));
    expect(text()).toContain('/paid_provider?token=[redacted]');
  });

  it('leaves its neighbours readable', () => {
    const { logger, records } = capture();
    const fields = {
      path: '/users?first=10',
      email: 'ada@example.org',
      idempotencyKey: 'k-1',
      url: 'http://users:4000/graphql',
    };
    logger.info(fields, 'took 3 ms: free provider');
    expect(records()[0]).toMatchObject({ ...fields, message: 'took 3 ms: free provider' });
  });

  it('never appears under a secret name, in any record', () => {
    const name = fc.constantFrom('password', 'refreshToken', 'Cookie', 'client_secret', 'privateKey', 'sessionId');
    const secret = fc.stringMatching(/^[a-z0-9]{24}$/);
    fc.assert(
      fc.property(fc.json({ maxDepth: 3 }), name, secret, (json, key, value) => {
        const { logger, text } = capture('debug');
        const around: unknown = JSON.parse(json);
        logger.info({ around, nested: { list: [{ [key]: value }, { [key]: [{ x: value }] }] } }, `${key}=${value}`);
        expect(text()).not.toContain(value);
      }),
      { numRuns: 200 },
    );
  });

  it('is searched for in linear time', () => {
    const { logger } = capture();
    const startedAt = performance.now();
    for (const piece of ['://:', 'eyJ-', '"token', 'token=', 'bearer ', '-----BEGIN ']) {
      logger.info(piece.repeat(20_000 / piece.length));
    }
    expect(performance.now() - startedAt).toBeLessThan(1_000);
  });
});
