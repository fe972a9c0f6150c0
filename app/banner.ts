import type { App } from './create-app.ts';
import type { DemoAccounts } from './demo-accounts.ts';

/** What a newcomer needs after the start: where everything is, who can sign in, and three commands that work when pasted. */
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
  return [
    '',
    ...boxed('Stoa is running', rows),
    '',
    ...(demo === undefined ? [] : ['Try it:', '', ...curls(url, demo).flatMap((curl) => [curl, ''])]),
  ].join('\n');
}

/** The three commands of the banner; each stands alone. */
export function curls(url: string, { users, password }: DemoAccounts): readonly string[] {
  const login = users[0] ?? '';
  const graphql = (query: string, header = '') =>
    `curl -s ${url}/graphql -H 'content-type: application/json'${header} -d '${JSON.stringify({ query })}'`;
  const signIn = graphql(
    `mutation { signIn(input: { login: "${login}", password: "${password}" }) { ... on SignedIn { accessToken expiresAt user { id email } } } }`,
  );
  const token = `$(${graphql(`mutation { signIn(input: { login: "${login}", password: "${password}" }) { ... on SignedIn { accessToken } } }`)} | sed 's/.*"accessToken":"\\([^"]*\\)".*/\\1/')`;
  return [
    signIn,
    graphql(
      'mutation { processMessage(input: { text: "Hello, Stoa" }) { __typename ... on ProcessedMessage { text provider tier } } }',
      ` -H "authorization: Bearer ${token}"`,
    ),
    `curl -si ${url}/auth/login --data-urlencode 'username=${login}' --data-urlencode 'password=${password}'`,
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
