import { execFile } from 'node:child_process';
import { existsSync, readFileSync, rmSync } from 'node:fs';
import { join } from 'node:path';
import { promisify } from 'node:util';

import { buildSchema, parse, validate } from 'graphql';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';

import { examplesFor } from '../../app/banner.ts';
import { createApp } from '../../app/create-app.ts';
import { ensureDemoAccounts, type DemoAccounts } from '../../app/demo-accounts.ts';
import { createClient, SignInDocument } from '../../client/index.ts';
import { loadConfig } from '../../kernel/config/index.ts';
import { createLifecycle } from '../../kernel/lifecycle/index.ts';
import { createLogger } from '../../kernel/logging/index.ts';
import { projectFolder } from '../../scripts/build/layout.ts';
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

/** What the GraphQL examples answer, in the order in which they stand. */
const GRAPHQL_ANSWERS: readonly object[] = [
  { register: { accessToken: expect.any(String) as string } },
  { processMessage: { __typename: 'ProcessedMessage', text: 'olleH', replayed: false } },
];

const README_URL = 'http://127.0.0.1:4000';

const logger = createLogger({ service: 'docs-test', level: 'error' });
const lifecycle = createLifecycle({ logger });
const dataDir = temporaryFolder();
let url: string;
let demo: DemoAccounts;
let token: string;

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
});

afterAll(async () => {
  expect(await lifecycle.stop('the tests are over')).toEqual([]);
  rmSync(dataDir, { recursive: true, force: true });
});

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
    expect(commands.toSorted()).toEqual(Object.keys(RUN_ELSEWHERE).toSorted());
    expect(Object.values(RUN_ELSEWHERE).filter((path) => !existsSync(join(projectFolder, path)))).toEqual([]);
  });
});

describe('GraphQL examples', () => {
  const examples = inLanguage('graphql');
  const ask = async (query: string): Promise<unknown> => {
    const headers = { 'content-type': 'application/json', authorization: `Bearer ${token}` };
    const response = await fetch(`${url}/graphql`, { method: 'POST', headers, body: JSON.stringify({ query }) });
    return await response.json();
  };

  it.each(examples)('are valid: $at', ({ code }) => {
    const schema = buildSchema(readFileSync(join(projectFolder, 'schema/api.graphql'), 'utf8'));
    expect(validate(schema, parse(code))).toEqual([]);
  });

  it('answer as they promise, the second time from memory', async () => {
    const answers = [];
    for (const { code } of examples) answers.push(await ask(code));
    expect(answers).toMatchObject(GRAPHQL_ANSWERS.map((data) => ({ data })));
    const again = await ask(examples.at(-1)?.code ?? '');
    expect(again).toMatchObject({ data: { processMessage: { text: 'olleH', replayed: true } } });
  });
});

describe('TypeScript examples', () => {
  let workspace: Workspace;
  beforeAll(async () => {
    workspace = await openWorkspace();
  });
  afterAll(() => workspace.close());

  it.each(inLanguage('ts', 'typescript'))('compile and run: $at', async ({ code }) => {
    // The reader knows the password from the banner.
    const program = `const password = ${JSON.stringify(demo.password)};\n${code.replaceAll(README_URL, url)}`;
    expect(workspace.check(program)).toEqual([]);
    expect(await workspace.run(program)).toContain("__typename: 'ProcessedMessage'");
  });

  it('would not pass with a mistake in them', () => {
    const program = `
      import { createClient, MeDocument } from 'stoa/client';
      const { me } = await createClient({ url: 7 }).request(MeDocument);
      console.log(me?.shoeSize);`;
    expect(workspace.check(program)).toEqual([expect.stringContaining('number'), expect.stringContaining('shoeSize')]);
  });
});
