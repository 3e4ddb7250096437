import { cpSync, existsSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { linkPackages } from './link-packages';
import { repositoryRoot } from './repository-root';
import { copyShippedPolicies } from './shipped-policies';

/** What a command reads of the repository, but for its packages. */
const SOURCES = [
  ...[
    'environments',
    'constructs',
    'lambdas',
    'state-machines',
    'scripts',
    'catalog',
    'terraform',
    'policies',
    'local',
  ],
  ...['package.json', 'package-lock.json', 'cdktf.json', 'tsconfig.json', '.terraform-version', '.opentofu-version'],
];

/**
 * For tests that start commands: this checkout's code in a folder of its own, set as the repository came. What a fork wrote
 * into its settings, its lock and its needs stays behind; packages are linked, what is cached is not.
 */
export function scratchCheckout(folder: string): void {
  const root = repositoryRoot();
  linkPackages(join(root, 'node_modules'), join(folder, 'node_modules'));
  for (const name of SOURCES.filter((one) => existsSync(join(root, one))))
    cpSync(join(root, name), join(folder, name), { recursive: true, preserveTimestamps: true });
  writeFileSync(join(folder, 'environments/commands/synth/main.ts'), "export { main } from './shipped';\n");
  copyShippedPolicies(folder);
}
