import { spawnSync } from 'node:child_process';
import { readFileSync } from 'node:fs';
import { fastify, type FastifyInstance } from 'fastify';
import { buildSchema, graphql, parse, validate } from 'graphql';
import { chromium, type Browser } from 'playwright-core';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { tabs } from './page/tabs.ts';
import { registerPlayground } from './playground-routes.ts';

const chromiumPath = findChromium();
let app: FastifyInstance;

beforeAll(async () => {
  app = fastify();
  registerPlayground(app, { endpoint: '/graphql' });
  const schema = buildSchema('type Query { greeting(name: String!): String }');
  const rootValue = { greeting: ({ name }: { name: string }) => `Hello, ${name}` };
  app.post<{ Body: { query: string } }>('/graphql', async ({ body }) =>
    graphql({ schema, rootValue, source: body.query }),
  );
  await app.listen({ port: 0, host: '127.0.0.1' });
});

afterAll(async () => app.close());

describe('the playground', () => {
  it('is one page that names files of this host only', async () => {
    const page = await app.inject('/playground');
    expect(page.statusCode).toBe(200);
    expect(page.headers['content-type']).toBe('text/html; charset=utf-8');
    expect(page.body).toContain('data-endpoint="/graphql"');
    const addresses = [...page.body.matchAll(/(?:src|href)="([^"]+)"/g)].map(([, address]) => address);
    expect(addresses).toEqual(['data:,', '/playground/playground.css', '/playground/playground.js']);
  });

  it('allows no outside host and no evaluated code', async () => {
    const policy = String((await app.inject('/playground')).headers['content-security-policy']);
    expect(policy).toContain("default-src 'none'");
    expect(policy).not.toMatch(/https?:|\*|unsafe-eval|script-src[^;]*unsafe-inline/);
  });

  it.each([
    ['playground.js', 'text/javascript; charset=utf-8'],
    ['playground.css', 'text/css; charset=utf-8'],
  ])('serves %s, and only its tag when it is known', async (name, type) => {
    const first = await app.inject(`/playground/${name}`);
    expect(first.headers).toMatchObject({ 'content-type': type, 'cache-control': 'no-cache' });
    const again = await app.inject({
      url: `/playground/${name}`,
      headers: { 'if-none-match': String(first.headers['etag']) },
    });
    expect([again.statusCode, again.body]).toEqual([304, '']);
  });

  it('has a style sheet that fetches nothing', async () => {
    const { body } = await app.inject('/playground/playground.css');
    const fetched = [...body.matchAll(/url\(\s*["']?([^)]{0,12})/g)].filter(
      ([, address]) => !address?.startsWith('data:'),
    );
    expect(fetched).toEqual([]);
    expect(body).not.toMatch(/@import/);
  });

  it.each(['nothing.js', '..%2f..%2fpackage.json', '__proto__'])('knows no file %s', async (name) => {
    expect((await app.inject(`/playground/${name}`)).statusCode).toBe(404);
  });
});

describe('the tabs of the playground', () => {
  it.each(tabs.map(({ query }) => [/^(?:query|mutation|subscription) (\w+)/m.exec(query)?.[1], query] as const))(
    'send %s as the public schema knows it',
    (_name, query) => {
      const schema = buildSchema(readFileSync(new URL('../../schema/api.graphql', import.meta.url), 'utf8'));
      expect(validate(schema, parse(query)).map(({ message }) => message)).toEqual([]);
    },
  );
});

describe.skipIf(chromiumPath === undefined)(
  `the playground in a browser${chromiumPath === undefined ? ' (skipped: no chromium on the PATH; apt-get install chromium)' : ''}`,
  () => {
    let browser: Browser;

    beforeAll(async () => {
      browser = await chromium.launch({
        executablePath: chromiumPath ?? '',
        args: ['--no-sandbox', '--disable-gpu', '--disable-background-networking'],
      });
    });

    afterAll(async () => browser.close());

    it('loads, knows the schema and runs an operation without asking any other host', async () => {
      const origin = app.listeningOrigin;
      const page = await browser.newPage();
      const outside: string[] = [];
      const complaints: string[] = [];
      await page.route('**', async (route) => {
        if (route.request().url().startsWith(`${origin}/`)) return route.continue();
        outside.push(route.request().url());
        return route.abort();
      });
      page.on('pageerror', (error) => complaints.push(error.message));
      page.on('console', (message) => {
        if (message.type() === 'error') complaints.push(message.text());
      });

      await page.goto(`${origin}/playground`);
      await page.locator('.graphiql-query-editor .CodeMirror').waitFor();
      const titles = await page.locator('.graphiql-tab-button').allTextContents();
      expect(titles.slice(0, tabs.length)).toEqual([
        'Register',
        'SignIn',
        'Me',
        'ProcessMessage',
        'Menu',
        'PlaceOrder',
        'Orders',
        'RequestFriendship',
        'Friends',
        'Sessions',
        'CreateChat',
        'SendMessage',
        'History',
        'MarkRead',
        'SearchMessages',
        'MessageAdded',
        'SetTyping',
        'Typing',
      ]);

      await page.getByRole('button', { name: 'Show Documentation Explorer' }).click();
      await page.getByText('Query', { exact: true }).last().waitFor();

      await page.locator('.graphiql-query-editor .CodeMirror').click();
      await page.keyboard.press('Control+a');
      await page.keyboard.insertText('{ greeting(name: "Ada") }');
      await page.locator('.graphiql-execute-button').click();
      await page.locator('.graphiql-response', { hasText: 'Hello, Ada' }).waitFor();

      expect(outside).toEqual([]);
      expect(complaints).toEqual([]);
    });
  },
);

function findChromium(): string | undefined {
  const { status, stdout } = spawnSync('which', ['chromium'], { encoding: 'utf8' });
  return status === 0 ? stdout.trim() : undefined;
}
