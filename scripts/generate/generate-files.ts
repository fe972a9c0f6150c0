import { format, resolveConfig } from 'prettier';

import { generateDocuments } from './documents.ts';
import type { GeneratedFiles } from './generated-files.ts';
import { generateSchemas } from './schemas.ts';
import { generateTypedOperations } from './typed-operations.ts';

/** Everything that is derived from the code, formatted like the rest of it. */
export async function generateFiles(): Promise<GeneratedFiles> {
  const schemas = await generateSchemas();
  const operations = await generateTypedOperations(schemas.get('schema/api.graphql') ?? '');
  const files = new Map([...schemas, ...operations, ...generateDocuments()]);
  for (const [path, text] of files) files.set(path, await formatted(path, text));
  return files;
}

async function formatted(path: string, text: string): Promise<string> {
  if (!/\.(ts|json|md|graphql)$/.test(path)) return text;
  return await format(text, { ...(await resolveConfig(path, { editorconfig: false })), filepath: path });
}
