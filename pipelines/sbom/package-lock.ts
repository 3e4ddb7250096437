import { readFileSync } from 'node:fs';
import { join } from 'node:path';
import * as z from 'zod';
import { UserError } from '../../scripts/user-error';

/** https://docs.npmjs.com/cli/v11/configuring-npm/package-lock-json#packages */
const schema = z.object({
  packages: z.record(
    z.string(),
    z.object({
      name: z.string().optional(),
      version: z.string().optional(),
      license: z.string().optional(),
      integrity: z.string().optional(),
    }),
  ),
});

export interface LockedPackage {
  readonly name: string;
  readonly version: string;
  /** As the package itself says. */
  readonly license?: string;
  /** Of what was fetched: `sha512-…` in base64. */
  readonly integrity?: string;
}

/** What `package-lock.json` says of each package, by the folder that it lies in. */
export class PackageLock {
  private constructor(private readonly packages: z.output<typeof schema>['packages']) {}

  static read(root: string): PackageLock {
    const text = readFileSync(join(root, 'package-lock.json'), 'utf8');
    return new PackageLock(schema.parse(JSON.parse(text)).packages);
  }

  /**
   * The package that a file is of, by its path from `node_modules/` on: a package may lie in another, and may hold folders
   * of that name which are none.
   * @throws UserError for a file of a package that the lock does not name
   */
  packageOf(file: string): LockedPackage {
    for (const folder of foldersOf(file)) {
      const locked = Object.hasOwn(this.packages, folder) ? this.packages[folder] : undefined;
      const { name = nameOf(folder), version, license, integrity } = locked ?? {};
      if (version === undefined) continue;
      return {
        name,
        version,
        ...(license === undefined ? {} : { license }),
        ...(integrity === undefined ? {} : { integrity }),
      };
    }
    throw new UserError(`package-lock.json names no package that ${file} is of: run "npm ci".`);
  }
}

/** Of packages that the file may be of, the innermost first: `node_modules/a/node_modules/@b/c`, `node_modules/a` */
const foldersOf = (file: string): string[] =>
  [...file.matchAll(/(?<=^|\/)node_modules\/(?:@[^/]+\/)?[^/@]+(?=\/)/g)]
    .map(({ index, 0: found }) => file.slice(0, index + found.length))
    .reverse();

const nameOf = (folder: string): string => folder.slice(folder.lastIndexOf('node_modules/') + 'node_modules/'.length);
