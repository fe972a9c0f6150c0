import type { App } from './create-app.ts';
import type { DemoAccounts } from './demo-accounts.ts';

/** A command that works when pasted, on its own. */
export interface Example {
  readonly about: string;
  readonly command: string;
}

/** What a newcomer needs after the start: where everything is, who can sign in, and what to paste first. */
export function banner(
  { url, opsUrl, stores }: Pick<App, 'url' | 'opsUrl' | 'stores'>,
  demo: DemoAccounts | undefined,
): string {
  const rows: readonly (readonly [string, string])[] = [
    ['GraphQL', `${url}/graphql`],
    ['Playground', `${url}/playground`],
    ['Operations', `${opsUrl}/readyz  ${opsUrl}/metrics`],
    ['PostgreSQL', stores.postgres],
    ['Redis', stores.redis],
    ...accountRows(demo),
  ];
  const examples = demo === undefined ? [] : examplesFor(url, demo);
  return [
    '',
    ...boxed('Stoa is running', rows),
    '',
    ...examples.flatMap(({ about, command }) => [`# ${about}`, command, '']),
    'Ctrl+C stops it; the data stays.',
    '',
  ].join('\n');
}

/** The first three things to try: sign in, have a message processed, the same account through an old REST contract. */
export function examplesFor(url: string, { users: [login = ''], password }: DemoAccounts): readonly Example[] {
  const post = (query: string, header = '') =>
    `curl -s ${url}/graphql -H 'content-type: application/json'${header} -d '${JSON.stringify({ query })}'`;
  const signIn = (fields: string) =>
    post(
      `mutation { signIn(input: { login: "${login}", password: "${password}" }) { ... on SignedIn { ${fields} } } }`,
    );
  const token = `$(${signIn('accessToken')} | cut -d '"' -f 8)`;
  const process =
    'mutation { processMessage(input: { text: "Hello, Stoa" }) { ... on ProcessedMessage { text provider tier } } }';
  const form = `--data-urlencode 'username=${login}' --data-urlencode 'password=${password}'`;
  return [
    { about: 'Sign in', command: signIn('accessToken expiresAt') },
    { about: 'Sign in and have a message processed', command: post(process, ` -H "authorization: Bearer ${token}"`) },
    { about: 'The same account through an old REST contract', command: `curl -si ${url}/auth/login ${form}` },
  ];
}

function accountRows(demo: DemoAccounts | undefined): readonly (readonly [string, string])[] {
  if (demo === undefined) return [];
  return [
    ['Accounts', `${demo.admin} (administrator), ${demo.users.join(', ')}`],
    ['Password', demo.password],
  ];
}

function boxed(title: string, rows: readonly (readonly [string, string])[]): readonly string[] {
  const label = Math.max(...rows.map(([name]) => name.length));
  const lines = rows.map(([name, value]) => `${name.padEnd(label)}  ${value}`);
  const width = Math.max(title.length, ...lines.map((line) => line.length));
  const rule = '─'.repeat(width + 2);
  return [`┌${rule}┐`, ...[title, '', ...lines].map((line) => `│ ${line.padEnd(width)} │`), `└${rule}┘`];
}
