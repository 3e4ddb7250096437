import { spawnSync } from 'node:child_process';
import { copyFileSync } from 'node:fs';
import { join } from 'node:path';
import { temporaryFolder } from '../../local/test-support';
import { repositoryRoot } from '../files/repository-root';
import { writeFiles } from '../files/write-files';

/** What the linter says of a place. */
export interface Fault {
  readonly file: string;
  /** As the linter writes it: `eslint(eqeqeq)`; undefined of a comment that turns off what nothing asks for. */
  readonly rule?: string;
  /** Both of its sentences. */
  readonly said: string;
}

/** What `npm run check` runs of the linter, with our configuration, on files of a checkout that holds nothing else. */
export function lintFiles(files: Readonly<Record<string, string>>): Fault[] {
  const { folder, remove } = temporaryFolder('lint');
  try {
    copyFileSync(join(repositoryRoot(), '.oxlintrc.jsonc'), join(folder, '.oxlintrc.jsonc'));
    writeFiles(folder, files);
    const oxlint = join(repositoryRoot(), 'node_modules/oxlint/bin/oxlint');
    const { status, stdout, stderr } = spawnSync(process.execPath, [oxlint, '--format', 'json'], {
      cwd: folder,
      encoding: 'utf8',
    });
    const { diagnostics } = read(stdout, stderr);
    if ((status === 0) !== (diagnostics.length === 0)) throw new Error(`oxlint ended with ${status}: ${stdout}`);
    return diagnostics.map(({ filename, code, message, help = '' }) => ({
      file: filename,
      ...(code === undefined ? {} : { rule: code }),
      said: `${message} ${help}`,
    }));
  } finally {
    remove();
  }
}

function read(stdout: string, stderr: string) {
  if (!stdout.startsWith('{')) throw new Error(`oxlint said no JSON: ${stdout}${stderr}`);
  return JSON.parse(stdout) as {
    readonly diagnostics: readonly {
      readonly filename: string;
      readonly code?: string;
      readonly message: string;
      readonly help?: string;
    }[];
  };
}
