import { posix } from 'node:path';
import ts from 'typescript';

export interface SourceFile {
  /** Path from the root of the project, with forward slashes. */
  readonly path: string;
  readonly text: string;
}

/**
 * What a file imports, in any form (type, re-export, dynamic): paths from the root of the project, `npm:name` or
 * `node:name`.
 */
export function importsOf({ path, text }: SourceFile): readonly string[] {
  const specifiers = ts.preProcessFile(text, true, true).importedFiles.map(({ fileName }) => fileName);
  return [...new Set(specifiers)].map((specifier) => {
    if (specifier.startsWith('.')) return posix.join(posix.dirname(path), specifier);
    if (specifier.startsWith('node:')) return specifier;
    return `npm:${specifier.split('/', specifier.startsWith('@') ? 2 : 1).join('/')}`;
  });
}

const OF_MAIN: ReadonlySet<string> = new Set(['env', 'exit', 'exitCode', 'on', 'once', 'addListener']);

/** The members of `process` used in a file that only a main.ts may use; comments and strings do not count. */
export function processUsesOf({ path, text }: SourceFile): readonly string[] {
  if (!/\bprocess\b/.test(text)) return [];
  const uses: string[] = [];
  const visit = (node: ts.Node): void => {
    uses.push(...namesTakenFromProcess(node).filter((name) => OF_MAIN.has(name)));
    ts.forEachChild(node, visit);
  };
  visit(ts.createSourceFile(path, text, ts.ScriptTarget.ESNext));
  return [...new Set(uses)];
}

function namesTakenFromProcess(node: ts.Node): readonly string[] {
  if (ts.isPropertyAccessExpression(node) && isProcess(node.expression)) return [node.name.text];
  if (ts.isElementAccessExpression(node) && isProcess(node.expression)) {
    return ts.isStringLiteralLike(node.argumentExpression) ? [node.argumentExpression.text] : [];
  }
  if (ts.isVariableDeclaration(node) && ts.isObjectBindingPattern(node.name) && isProcess(node.initializer)) {
    return node.name.elements.map(({ name, propertyName }) => nameOf(propertyName ?? name));
  }
  return [];
}

function isProcess(node: ts.Node | undefined): boolean {
  if (node === undefined) return false;
  if (ts.isPropertyAccessExpression(node))
    return nameOf(node.expression) === 'globalThis' && node.name.text === 'process';
  return nameOf(node) === 'process';
}

function nameOf(node: ts.Node): string {
  return ts.isIdentifier(node) ? node.text : '';
}
