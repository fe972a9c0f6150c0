import { execFile } from 'node:child_process';
import { pathToFileURL } from 'node:url';
import { promisify } from 'node:util';

import { expect, it } from 'vitest';

import { SUBGRAPH_NAMES, type SubgraphName } from '../../kernel/config/index.ts';
import { builtProject } from './support/built-project.ts';

const run = promisify(execFile);

type Schemas = Readonly<Partial<Record<SubgraphName, string>>>;

/** The schemas of these subgraphs, built one after the other in one process that loads nothing else. */
async function schemasOfOneProcess(names: readonly SubgraphName[]): Promise<Schemas> {
  const root = pathToFileURL(await builtProject()).href;
  const script = `
    import { buildFederatedSchema } from '${root}/kernel/graphql/index.js';
    const schemas = {};
    for (const name of ${JSON.stringify(names)}) {
      const module = await import('${root}/subgraphs/' + name + '/module.js');
      schemas[name] = (await buildFederatedSchema(module[name])).sdl;
    }
    process.stdout.write(JSON.stringify(schemas));`;
  const { stdout } = await run(process.execPath, ['--input-type=module', '-e', script]);
  return JSON.parse(stdout) as Schemas;
}

it('a subgraph has the same schema whether or not the others share its process', async () => {
  const [together, backwards, ...alone] = await Promise.all([
    schemasOfOneProcess(SUBGRAPH_NAMES),
    schemasOfOneProcess(SUBGRAPH_NAMES.toReversed()),
    ...SUBGRAPH_NAMES.map((name) => schemasOfOneProcess([name])),
  ]);
  const apart: Schemas = Object.assign({}, ...alone) as Schemas;
  for (const name of SUBGRAPH_NAMES) {
    expect(apart[name]).toContain('type ');
    expect(together[name]).toBe(apart[name]);
    expect(backwards[name]).toBe(apart[name]);
  }
});
