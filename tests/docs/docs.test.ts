import { existsSync, readdirSync } from 'node:fs';
import { dirname, join, normalize } from 'node:path';

import { describe, expect, it } from 'vitest';

import packageJson from '../../package.json' with { type: 'json' };
import { projectFolder } from '../../scripts/build/layout.ts';
import { anchors, codeSpans, links, readPages, type Page } from './markdown.ts';

const pages = readPages();
const scripts: Readonly<Record<string, string>> = packageJson.scripts;
const readme = pages.find(({ path }) => path === 'README.md') ?? { path: 'README.md', text: '' };

/** Hosts that documentation may name, beside this machine: public documentation. */
const PUBLIC_HOSTS = new Set(['github.com', 'graphql.org', 'nodejs.org', 'www.rfc-editor.org']);
const THIS_MACHINE = new Set(['127.0.0.1', 'localhost']);

function inProject(path: string): boolean {
  return existsSync(join(projectFolder, path));
}

describe('the scripts of the package', () => {
  it('stand in the table of the README, each in one line, and the table names no other', () => {
    const rows = [...readme.text.matchAll(/^\| `npm (?:run )?([\w:-]+)/gm)].map(([, name]) => name);
    expect(rows.toSorted()).toEqual(Object.keys(scripts).toSorted());
  });

  it('start files that are there', () => {
    const files = Object.values(scripts).flatMap((script) => script.match(/[\w./-]+\.[jt]s\b/g) ?? []);
    const sources = files.map((file) => file.replace(/^dist\/(.*)\.js$/, '$1.ts'));
    expect(sources.length).toBeGreaterThan(0);
    expect(sources.filter((source) => !inProject(source))).toEqual([]);
  });
});

describe.each(pages)('$path', (page) => {
  it('tells only commands that exist', () => {
    const commands = [...page.text.matchAll(/\bnpm run ([\w:-]+)/g)].map(([, name = '']) => name);
    expect(commands.filter((name) => !(name in scripts))).toEqual([]);
  });

  it('links to what is there', () => {
    expect(links(page).filter((target) => isBroken(target, page))).toEqual([]);
  });

  it('names folders and files that are there', () => {
    const top = new Set(readdirSync(projectFolder));
    const named = codeSpans(page).filter(
      (span) => top.has(span.split('/', 1)[0] ?? '') && /^[\w./-]+\/[\w./-]*$/.test(span),
    );
    // X stands for any subgraph.
    const paths = named.map((path) => path.replace('/X', '/users')).filter((path) => !path.startsWith('dist/'));
    expect(paths.filter((path) => !inProject(path) && !inProject(`${path}.ts`))).toEqual([]);
  });

  it('has no address but of this machine and of public documentation', () => {
    const addresses = [...page.text.matchAll(/https?:\/\/([\w.-]+)/g)].map(([, host = '']) => host);
    expect(addresses.filter((host) => !THIS_MACHINE.has(host) && !PUBLIC_HOSTS.has(host))).toEqual([]);
  });
});

function isBroken(target: string, from: Page): boolean {
  if (/^https?:/.test(target)) return false;
  const [file = '', anchor] = target.split('#');
  const path = file === '' ? from.path : normalize(join(dirname(from.path), file));
  if (!inProject(path)) return true;
  const page = pages.find((one) => one.path === path);
  return anchor !== undefined && page !== undefined && !anchors(page).has(anchor);
}
