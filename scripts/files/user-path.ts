import { resolve } from 'node:path';

/** A path as the user typed it: npm runs scripts in the package's folder, and tells in INIT_CWD where the user is. */
export const userPath = (path: string, variables: Readonly<Record<string, string | undefined>> = process.env): string =>
  resolve(variables['INIT_CWD'] ?? process.cwd(), path);
