import { spawnSync } from 'node:child_process';
import { join } from 'node:path';
import { repositoryRoot } from '../files/repository-root';

/**
 * A text as `npm run format` would leave it in a file of a checkout.
 * @param name from the checkout's root; it says the language
 * @throws Error with what the formatter says of a text that it can't read
 */
export function formatted(root: string, name: string, text: string): string {
  const oxfmt = join(repositoryRoot(), 'node_modules/oxfmt/bin/oxfmt');
  const { status, stdout, stderr, error } = spawnSync(process.execPath, [oxfmt, '--stdin-filepath', name], {
    cwd: root,
    encoding: 'utf8',
    input: text,
  });
  if (status !== 0) throw new Error(`oxfmt can't format ${name}: ${stderr}`, { cause: error });
  return stdout;
}
