import { spawnSync } from 'node:child_process';
import { mkdirSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';

/**
 * Types and format of a checkout's files: faults of `roots` and all that they import, as tsc prints them; where there are
 * none, the `edited` that are not formatted. What was checked is remembered: again takes little time.
 */
export function checker(root: string) {
  const cache = join(root, 'node_modules/.cache');
  const project = join(cache, 'how-to.json');
  mkdirSync(cache, { recursive: true });

  const run = (...args: readonly string[]): string => {
    const { status, stdout, stderr } = spawnSync(process.execPath, args, { cwd: root, encoding: 'utf8' });
    const said = stdout + stderr;
    return status === 0 ? '' : said || `${args.join(' ')} ended with ${status}.`;
  };

  return (roots: readonly string[], edited: readonly string[]): string => {
    const compilerOptions = { incremental: true, tsBuildInfoFile: './how-to.tsbuildinfo' };
    const files = roots.map((name) => join(root, name));
    writeFileSync(project, JSON.stringify({ extends: '../../tsconfig.json', compilerOptions, include: [], files }));
    const types = run(
      'node_modules/@typescript/native/bin/tsc',
      '--noEmit',
      '--singleThreaded',
      '--pretty',
      'false',
      '-p',
      project,
    );
    if (types !== '' || edited.length === 0) return types;
    return run('node_modules/oxfmt/bin/oxfmt', '--check', '--no-error-on-unmatched-pattern', ...edited);
  };
}
