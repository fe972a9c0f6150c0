import { fileURLToPath } from 'node:url';

import { generate, loadCodegenConfig } from '@graphql-codegen/cli';

import type { GeneratedFiles } from './generated-files.ts';

const CODEGEN = fileURLToPath(new URL('../../codegen.yml', import.meta.url));

/** Types of the named operations of the client and of the REST rows, as `codegen.yml` says. */
export async function generateTypedOperations(apiSchema: string): Promise<GeneratedFiles> {
  const { config } = await loadCodegenConfig({ configFilePath: CODEGEN });
  // The schema just made, not the one on disk: generating once must be enough.
  const outputs = (await generate(
    { ...config, schema: apiSchema, silent: true, errorsOnly: true },
    false,
  )) as readonly { filename: string; content: string }[];
  // The typed documents; the preset's look-up by source text beside them is not used.
  const documents = outputs.filter(({ filename }) => filename.endsWith('/graphql.ts'));
  return new Map(documents.map(({ filename, content }) => [filename, withoutImports(content)]));
}

/** The one type that the preset imports, written out: the client depends on nothing, not even for its types. */
function withoutImports(content: string): string {
  return content.replace(
    /^import .* from '@graphql-typed-document-node\/core';$/m,
    'interface DocumentTypeDecoration<TResult, TVariables> {\n  __apiType?: (variables: TVariables) => TResult;\n}',
  );
}
