import { afterAll, beforeAll, describe, expect, it } from 'vitest';

import { runAdmin } from '../../app/admin/run-admin.ts';
import { JWKS_PATH } from '../../kernel/auth/index.ts';
import { temporaryFolder } from '../support/index.ts';
import { ask } from './support/graphql-client.ts';
import { startApp, type RunningApp } from './support/running-app.ts';
import { startProcess, stopAll } from './support/running-process.ts';

const PASSWORD = 'another horse battery';

describe('npm run admin', () => {
  const dataDir = temporaryFolder();
  let app: RunningApp;
  let password: string;
  beforeAll(async () => {
    app = await startApp(dataDir, { STOA_APPS: 'users' });
    [, password = ''] = await app.untilPrints(/Password +(\S+)/);
  });
  afterAll(() => stopAll());

  /** The command as a process of its own. */
  const run = async (...args: readonly string[]) => {
    const command = await startProcess({ script: 'app/admin/main.js', args, env: { STOA_DATA_DIR: dataDir } });
    const { code } = await command.ended;
    return { code, text: command.stdout(), complaint: command.stderr() };
  };
  /** The same without the process. */
  const admin = async (...args: readonly string[]) => await runAdmin(args, { STOA_DATA_DIR: dataDir });
  const signIn = async (login: string, secret: string): Promise<string | undefined> => {
    const query = `mutation ($input: SignInInput!) { signIn(input: $input) { ... on SignedIn { accessToken } } }`;
    const answer = await ask(app.url, { query, variables: { input: { login, password: secret } } });
    return (answer.data as { signIn: { accessToken?: string } }).signIn.accessToken;
  };
  const rolesOf = async (token: string | undefined) =>
    await ask(app.url, { query: '{ me { roles } }', ...(token === undefined ? {} : { token }) });

  it('gives and takes roles beside a running Stoa, which refuses the tokens of before', async () => {
    expect(await run('promote', 'ADA@example.com', 'manager')).toEqual({
      code: 0,
      text: 'ADA@example.com now has the roles USER, MANAGER.\n',
      complaint: '',
    });
    const token = await signIn('ada', password);
    expect(await rolesOf(token)).toEqual({ data: { me: { roles: ['USER', 'MANAGER'] } } });
    expect((await admin('demote', 'ada', 'MANAGER')).exitCode).toBe(0);
    await expect.poll(async () => (await rolesOf(token)).errors?.[0]?.extensions.code).toBe('INVALID_TOKEN');
  });

  it('prints a token with which a password can be set', async () => {
    const { exitCode, text } = await admin('password-link', 'grace');
    expect(exitCode).toBe(0);
    const [, token = ''] = /token: "([\w-]+)"/.exec(text) ?? [];
    const query = `mutation ($input: SetPasswordInput!) { setPassword(input: $input) { __typename } }`;
    expect(await ask(app.url, { query, variables: { input: { token, newPassword: PASSWORD } } })).toEqual({
      data: { setPassword: { __typename: 'PasswordChanged' } },
    });
    expect([await signIn('grace', password), typeof (await signIn('grace', PASSWORD))]).toEqual([undefined, 'string']);
  });

  it('publishes a new key, which does not sign yet', async () => {
    const { exitCode, text } = await admin('rotate-keys', '--now');
    expect(exitCode).toBe(0);
    const [, kid = ''] = /^Key (\S+) is published/.exec(text) ?? [];
    expect(await (await fetch(`${app.url}${JWKS_PATH}`)).text()).toContain(kid);
    expect(await rolesOf(await signIn('ada', password))).toEqual({ data: { me: { roles: ['USER'] } } });
  });

  it.each([
    { args: [], code: 2, text: /The commands are:\n.*promote/s },
    { args: ['make-coffee'], code: 2, text: /The commands are:/ },
    { args: ['toString'], code: 2, text: /The commands are:/ },
    { args: ['promote', 'ada'], code: 2, text: /^It is: npm run admin -- promote <login>/ },
    { args: ['promote', 'ada', 'king'], code: 2, text: /^It is: npm run admin -- promote/ },
    { args: ['rotate-keys', '--later'], code: 2, text: /^It is: npm run admin -- rotate-keys/ },
    { args: ['promote', 'nobody', 'admin'], code: 1, text: /^There is no account with the login nobody\.$/ },
    { args: ['demote', 'admin', 'admin'], code: 1, text: /^This is the last active administrator\.$/ },
  ])('says what is wrong with $args', async ({ args, code, text }) => {
    const said = await admin(...args);
    expect(said.exitCode).toBe(code);
    expect(said.text).toMatch(text);
  });

  it('does the same where no Stoa runs', async () => {
    await app.stop();
    expect(await admin('promote', 'ada', 'admin')).toEqual({
      exitCode: 0,
      text: 'ada now has the roles USER, ADMIN.',
    });
    expect(await admin('demote', 'ada', 'user')).toEqual({
      exitCode: 0,
      text: 'ada now has the roles USER, ADMIN.',
    });
  });

  it('ends with 2 for words that are no command, and with 1 where there is no Stoa', async () => {
    expect(await run('make-coffee')).toMatchObject({
      code: 2,
      text: '',
      complaint: expect.stringContaining('promote'),
    });
    const elsewhere = await runAdmin(['rotate-keys'], { STOA_DATA_DIR: `${dataDir}/elsewhere` });
    expect(elsewhere).toMatchObject({ exitCode: 1, text: expect.stringContaining('There is no Stoa in') });
    const unsigned = await runAdmin(['rotate-keys'], { USERS_URL: 'http://127.0.0.1:9' });
    expect(unsigned).toMatchObject({ exitCode: 1, text: expect.stringContaining('STOA_SIGNING_KEY is absent') });
  });
});
