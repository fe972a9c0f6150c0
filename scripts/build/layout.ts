import { fileURLToPath } from 'node:url';

export const projectFolder: string = fileURLToPath(new URL('../../', import.meta.url));
export const outputFolder: string = fileURLToPath(new URL('../../dist', import.meta.url));

/** The rooms whose code runs in production. */
export const rooms: readonly string[] = ['app', 'client', 'gateway', 'kernel', 'providers', 'subgraphs'];

/** Folders that are copied as they are: the committed contracts. */
export const contractFolders: readonly string[] = ['schema'];

/** The page of the playground is bundled for the browser, not compiled for Node. */
export const playgroundPage = 'gateway/playground/page/';

/** True for a file that becomes a module in dist/. */
export function isModule(file: string): boolean {
  return /\.ts$/.test(file) && !/\.(test|suite|d)\.ts$/.test(file) && !file.startsWith(playgroundPage);
}

/** True for a file that a module reads at run time (.lua, .graphql, .sql, .json): all that is not code or prose. */
export function isAsset(file: string): boolean {
  return !/\.(ts|tsx|md)$/.test(file) && !file.startsWith(playgroundPage);
}
