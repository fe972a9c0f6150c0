import { execFile } from 'node:child_process';
import { existsSync, readFileSync, rmSync } from 'node:fs';
import { join } from 'node:path';
import { setTimeout as delay } from 'node:timers/promises';
import { promisify } from 'node:util';

import { buildSchema, parse, validate } from 'graphql';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';

import { runAdmin } from '../../app/admin/run-admin.ts';
import { examplesFor } from '../../app/banner.ts';
import { createApp } from '../../app/create-app.ts';
import { ensureDemoAccounts, type DemoAccounts } from '../../app/demo-accounts.ts';
import { createClient, SignInDocument } from '../../client/index.ts';
import { loadConfig } from '../../kernel/config/index.ts';
import { createLifecycle } from '../../kernel/lifecycle/index.ts';
import { createLogger } from '../../kernel/logging/index.ts';
import { projectFolder } from '../../scripts/build/layout.ts';
import { createFetcher } from '../../gateway/playground/page/fetcher.ts';
import { tabs } from '../../gateway/playground/page/tabs.ts';
import { temporaryFolder } from '../support/index.ts';
import { codeBlocks, readPages, type CodeBlock } from './markdown.ts';
import { openWorkspace, type Workspace } from './run-typescript.ts';

const blocks = readPages().flatMap(codeBlocks);
const inLanguage = (...languages: readonly string[]): readonly CodeBlock[] =>
  blocks.filter(({ language }) => languages.includes(language));

/** Commands that cannot be run in the middle of a test run, and the tests that run what they run. */
const RUN_ELSEWHERE: Readonly<Record<string, string>> = {
  'npm ci && npm start': 'tests/system/all-in-one.test.ts',
  'npm run demo': 'app/demo/run-demo.test.ts',
  'npm ci && npm test': '.ci/run',
};

const ANY_STRING = expect.any(String) as string;

/** What the GraphQL examples answer, in the order in which they stand. */
const GRAPHQL_ANSWERS: readonly object[] = [
  { register: { accessToken: ANY_STRING } },
  { processMessage: { __typename: 'ProcessedMessage', text: 'olleH', replayed: false } },
  { placeOrder: { __typename: 'OrderPlaced', order: { status: 'PENDING', total: '25.00' } } },
  { requestFriendship: { __typename: 'FriendshipRequested', friendship: { status: 'PENDING' } } },
  { me: { sessions: { edges: [{ node: { contract: 'graphql' } }, { node: { isCurrent: true } }] } } },
  { setPassword: { __typename: 'PasswordChanged' } },
  { placeOrder: { __typename: 'OrderPlaced', order: { id: ANY_STRING, workflow: 'MANUAL', total: '9.40' } } },
  { cancelOrder: { __typename: 'OrderChanged', order: { status: 'CANCELLED', version: 2 } } },
  { createChat: { __typename: 'ChatCreated', chat: { version: 1, myMembership: { role: 'OWNER' } } } },
  { sendMessage: { __typename: 'MessageSent', repeated: false, message: { seq: 1 } } },
  { chat: { messages: { edges: [{ node: { seq: 1, text: 'Tea is ready' } }], pageInfo: { hasPreviousPage: false } } } },
  { startMessageSearch: { __typename: 'MessageSearchStarted', search: { status: 'WAITING' } } },
];

/** What the TypeScript examples print, in the order in which they stand. */
const PRINTED: readonly string[] = ["__typename: 'ProcessedMessage'", 'ada'];

const ADMIN = 'npm run admin -- ';

const README_URL = 'http://127.0.0.1:4000';

interface Outcome {
  readonly __typename?: string;
  readonly order?: { readonly id?: string };
  readonly chat?: { readonly id?: string };
}

interface Answer {
  readonly data?: Readonly<Record<string, Outcome | null>>;
  readonly errors?: unknown;
}

const logger = createLogger({ service: 'docs-test', level: 'error' });
const lifecycle = createLifecycle({ logger });
const dataDir = temporaryFolder();
let url: string;
let demo: DemoAccounts;
let token: string;
let adaId: string;

beforeAll(async () => {
  const config = loadConfig({ STOA_DATA_DIR: dataDir, PORT: '0', OPS_PORT: '0' });
  const app = await createApp({ config, lifecycle, logger });
  const users = app.caller('users');
  if (users === undefined) throw new Error('users does not run');
  url = app.url;
  demo = await ensureDemoAccounts(users, dataDir);
  const { signIn } = await createClient({ url: `${url}/graphql` }).request(SignInDocument, {
    input: { login: 'grace@example.com', password: demo.password },
  });
  if (signIn.__typename !== 'SignedIn') throw new Error(signIn.message);
  token = signIn.accessToken;
  const ada = await createClient({ url: `${url}/graphql` }).request(SignInDocument, {
    input: { login: 'ada@example.com', password: demo.password },
  });
  adaId = ada.signIn.__typename === 'SignedIn' ? ada.signIn.user.id : '';
});

afterAll(async () => {
  expect(await lifecycle.stop('the tests are over')).toEqual([]);
  rmSync(dataDir, { recursive: true, force: true });
});

/** Carries out a command as the operator would write it. */
async function admin(line: string): Promise<string> {
  const { text } = await runAdmin(line.slice(ADMIN.length).split(' '), { STOA_DATA_DIR: dataDir });
  return text;
}

/** Asks the gateway on behalf of grace. */
async function ask(query: string): Promise<Answer> {
  const headers = { 'content-type': 'application/json', authorization: `Bearer ${token}` };
  const response = await fetch(`${url}/graphql`, { method: 'POST', headers, body: JSON.stringify({ query }) });
  return (await response.json()) as Answer;
}

describe('the banner', () => {
  const EXPECTED: readonly RegExp[] = [
    /"accessToken":"[\w-]+\.[\w-]+\.[\w-]+"/,
    /"text":"aotS ,olleH","provider":"free","tier":"FREE"/,
    /^HTTP\/1\.1 204 [^]*\nset-cookie: octo_handler_user=[\w-]+\./,
  ];

  it.each(EXPECTED.map((answer, index) => [index + 1, answer] as const))(
    'has a command %i that works when pasted',
    async (number, answer) => {
      const command = examplesFor(url, demo)[number - 1]?.command ?? '';
      const { stdout, stderr } = await promisify(execFile)('bash', ['-c', command]);
      expect([stdout, stderr]).toEqual([expect.stringMatching(answer), '']);
    },
  );

  it('has no other', () => {
    expect(examplesFor(url, demo)).toHaveLength(EXPECTED.length);
  });
});

describe('shell examples', () => {
  it('are each run by a test or a check', () => {
    const commands = inLanguage('bash', 'sh').map(({ code }) => code.trim());
    expect(commands.filter((command) => !command.startsWith(ADMIN)).toSorted()).toEqual(
      Object.keys(RUN_ELSEWHERE).toSorted(),
    );
    expect(Object.values(RUN_ELSEWHERE).filter((path) => !existsSync(join(projectFolder, path)))).toEqual([]);
  });

  it('of an operator do what they say', async () => {
    const lines = inLanguage('bash').flatMap(({ code }) => code.split('\n').filter((line) => line.startsWith(ADMIN)));
    const said = [];
    for (const line of lines) said.push(await admin(line));
    expect(said).toEqual([
      'ada@example.com now has the roles USER, MANAGER.',
      'ada@example.com now has the roles USER.',
      expect.stringContaining('may set the password of ada@example.com, once:'),
      expect.stringMatching(/^Key \S+ is published; it signs from /),
    ]);
  });
});

describe('GraphQL examples', () => {
  const examples = inLanguage('graphql');
  let orderId = '';
  let chatId = '';

  /** What a reader has to put in place of `<...>`. */
  const filled = async (code: string): Promise<string> => {
    if (code.includes('<token>')) {
      const [, linkToken = ''] = /token: "([\w-]+)"/.exec(await admin(`${ADMIN}password-link you@example.com`)) ?? [];
      return code.replace('<token>', linkToken);
    }
    return code.replace('<their id>', adaId).replace('<order id>', orderId).replace('<chat id>', chatId);
  };

  it.each(examples)('are valid: $at', ({ code }) => {
    const schema = buildSchema(readFileSync(join(projectFolder, 'schema/api.graphql'), 'utf8'));
    expect(validate(schema, parse(code))).toEqual([]);
  });

  it('answer as they promise, the second time from memory', async () => {
    const answers = [];
    for (const { code } of examples) {
      const answer = await ask(await filled(code));
      answers.push(answer);
      orderId = answer.data?.['placeOrder']?.order?.id ?? orderId;
      chatId = answer.data?.['createChat']?.chat?.id ?? chatId;
    }
    expect(answers).toMatchObject(GRAPHQL_ANSWERS.map((data) => ({ data })));
    const again = await ask(examples.find(({ code }) => code.includes('processMessage'))?.code ?? '');
    expect(again).toMatchObject({ data: { processMessage: { text: 'olleH', replayed: true } } });
  });
});

describe('the tabs of the playground', () => {
  const named = tabs.map(({ query }) => [/^(?:query|mutation|subscription) (\w+)/m.exec(query)?.[1], query] as const);
  const queryOf = (name: string): string => named.find(([known]) => known === name)?.[1] ?? '';
  let chatId = '';

  /** Runs an operation as the page does; of a subscription it is the first event, while somebody talks. */
  const run = async (query: string): Promise<Answer> => {
    const headers = { authorization: `Bearer ${token}` };
    const answer = createFetcher(`${url}/graphql`)({ query: query.replaceAll('chat id', chatId) }, { headers });
    if (!(Symbol.asyncIterator in answer)) return await answer;
    const heard = answer.next();
    for (let said = 0; (await Promise.race([heard, delay(50)])) === undefined; said += 1)
      await run(queryOf('SendMessage').replace('playground-1', `said-${said}`));
    await answer.return(undefined);
    return (await heard).value as Answer;
  };

  it.each(named)(
    'run as they stand, with a chat where one is wanted, for whoever is signed in: %s',
    async (_, query) => {
      const { data, errors } = await run(query);
      expect([data, errors]).toEqual([expect.any(Object), undefined]);
      const outcomes = Object.values(data ?? {}).map((result) => result?.__typename);
      expect(outcomes.filter((outcome) => outcome?.startsWith('Invalid') || outcome === 'ChatNotFound')).toEqual([]);
      chatId = data?.['createChat']?.chat?.id ?? chatId;
    },
  );
});

describe('TypeScript examples', () => {
  let workspace: Workspace;
  beforeAll(async () => {
    workspace = await openWorkspace();
  });
  afterAll(() => workspace.close());

  const examples = inLanguage('ts', 'typescript').map((example, index) => ({
    ...example,
    printed: PRINTED[index] ?? '?',
  }));

  it.each(examples)('compile and run: $at', async ({ code, printed }) => {
    // The reader knows the password from the banner.
    const program = `const password = ${JSON.stringify(demo.password)};\n${code.replaceAll(README_URL, url)}`;
    expect(workspace.check(program)).toEqual([]);
    expect(await workspace.run(program)).toContain(printed);
  });

  it('would not pass with a mistake in them', () => {
    const program = `
      import { createClient, MeDocument } from 'stoa/client';
      const { me } = await createClient({ url: 7 }).request(MeDocument);
      console.log(me?.shoeSize);`;
    expect(workspace.check(program)).toEqual([expect.stringContaining('number'), expect.stringContaining('shoeSize')]);
  });
});
