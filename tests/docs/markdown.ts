import { globSync, readFileSync } from 'node:fs';
import { join } from 'node:path';

import { projectFolder } from '../../scripts/build/layout.ts';

const NOT_OURS = new Set(['node_modules', 'dist', 'coverage', '.stoa', '.git']);

/** A page of the documentation, by its path from the project's root. */
export interface Page {
  readonly path: string;
  readonly text: string;
}

export interface CodeBlock {
  /** Where it stands, such as `README.md:12`. */
  readonly at: string;
  readonly language: string;
  readonly code: string;
}

/** Every page there is: whoever adds one need not add it here. */
export function readPages(): readonly Page[] {
  const paths = globSync('**/*.md', {
    cwd: projectFolder,
    exclude: (path) => NOT_OURS.has(path.split('/').at(-1) ?? ''),
  });
  return paths.sort().map((path) => ({ path, text: readFileSync(join(projectFolder, path), 'utf8') }));
}

export function codeBlocks({ path, text }: Page): readonly CodeBlock[] {
  return [...text.matchAll(/^```(\w*)\n([^]*?)^```$/gm)].map(({ index, 1: language = '', 2: code = '' }) => ({
    at: `${path}:${text.slice(0, index).split('\n').length}`,
    language,
    code,
  }));
}

/** The targets of the page's links, such as `docs/errors.md#CONFLICT`. */
export function links({ text }: Page): readonly string[] {
  return [...text.matchAll(/\]\(([^)\s]+)\)/g)].map(([, target = '']) => target);
}

/** Where a link into the page can point to: its headings, as GitHub names them, and what it names itself. */
export function anchors({ text }: Page): ReadonlySet<string> {
  const headings = [...text.matchAll(/^#+ (.+)$/gm)].map(([, heading = '']) =>
    heading
      .toLowerCase()
      .replaceAll(/[^\p{L}\p{N}\s_-]/gu, '')
      .replaceAll(' ', '-'),
  );
  const named = [...text.matchAll(/<a id="([^"]+)">/g)].map(([, id = '']) => id);
  return new Set([...headings, ...named]);
}

/** The parts of the page that are set as code within a sentence or a table. */
export function codeSpans({ text }: Page): readonly string[] {
  return [...text.replaceAll(/^```[^]*?^```$/gm, '').matchAll(/`([^`\n]+)`/g)].map(([, span = '']) => span);
}
