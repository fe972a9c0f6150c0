import { SETTINGS, type Setting } from '../../kernel/config/index.ts';
import { ERRORS, type ErrorEntry } from '../../kernel/errors/index.ts';
import type { GeneratedFiles } from './generated-files.ts';

/** The references that are written from tables of the code. */
export function generateDocuments(): GeneratedFiles {
  return new Map([
    ['docs/configuration.md', configurationPage()],
    ['docs/errors.md', errorsPage()],
    ['.env.example', environmentExample()],
  ]);
}

const settings: readonly (readonly [string, Setting])[] = Object.entries(SETTINGS);

function configurationPage(): string {
  const rows = settings.map(
    ([name, { about, secret }]) =>
      `| \`${name}\` | ${defaultOf(name) === '' ? '-' : `\`${defaultOf(name)}\``} | ${about}${secret ? ' Secret.' : ''} |`,
  );
  return [
    '# Configuration',
    '',
    'Environment variables, read and checked once at the start. Generated from `kernel/config/settings.ts`.',
    '',
    '| Variable | Default | What it is for |',
    '| --- | --- | --- |',
    ...rows,
    '',
  ].join('\n');
}

function errorsPage(): string {
  const rows = Object.entries<ErrorEntry>(ERRORS).map(
    ([code, { status, retryable, message }]) =>
      `| <a id="${code}"></a>\`${code}\` | ${status} | ${retryable ? 'yes' : 'no'} | ${message} |`,
  );
  return [
    '# Errors',
    '',
    'Every code that an answer can carry, in `extensions.code` of a GraphQL error and in `code` of a problem document. Generated from `kernel/errors/registry.ts`.',
    '',
    '| Code | HTTP status | Worth repeating unchanged | Meaning |',
    '| --- | --- | --- | --- |',
    ...rows,
    '',
  ].join('\n');
}

function environmentExample(): string {
  return settings.map(([name, { about }]) => `# ${about}\n# ${name}=${defaultOf(name)}\n`).join('\n');
}

function defaultOf(name: string): string {
  const result = SETTINGS[name as keyof typeof SETTINGS].type.safeParse(undefined);
  return result.success && result.data !== undefined ? String(result.data) : '';
}
