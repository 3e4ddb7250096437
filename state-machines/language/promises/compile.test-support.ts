import { spawnSync } from 'node:child_process';
import { mkdirSync, mkdtempSync, rmSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { repositoryRoot } from '../../../scripts/files/repository-root';

interface Compiled {
  /** The errors in a source, each as the line that it stands in and what the compiler says. */
  readonly errors: (name: string) => readonly { readonly at: string; readonly says: string }[];
  /** How many types the compiler made, with those of the language itself. */
  readonly instantiations: number;
}

/** Type-checks sources as if they stood in this folder, under the repository's options. */
export function compile(sources: Readonly<Record<string, string>>): Compiled {
  const root = repositoryRoot();
  mkdirSync(join(root, '.local'), { recursive: true });
  // Within the repository, whose packages they find.
  const folder = mkdtempSync(join(root, '.local/compiled-'));
  try {
    for (const [name, text] of Object.entries(sources))
      writeFileSync(join(folder, name), text.replaceAll("from '../", "from '../../state-machines/language/"));
    const compilerOptions = { incremental: false, types: ['node'], noUnusedLocals: false };
    const config = { extends: '../../tsconfig.json', compilerOptions, files: Object.keys(sources), include: [] };
    writeFileSync(join(folder, 'tsconfig.json'), JSON.stringify(config));
    const compiler = join(root, 'node_modules/@typescript/native/bin/tsc');
    const options = ['--pretty', 'false', '--singleThreaded', '--extendedDiagnostics'];
    const { stdout } = spawnSync(process.execPath, [compiler, '-p', folder, ...options], {
      cwd: folder,
      encoding: 'utf8',
      maxBuffer: 1 << 28,
    });
    // What goes on with an error stands further in.
    const told = stdout.replaceAll(/\n +(?=\S)/g, ' ');
    const found = [...told.matchAll(/^([^(\n]*)\((\d+),\d+\): error TS\d+: (.*)$/gm)].map(
      ([, name = '', line = '', says = '']) => ({ name, line: Number(line), says }),
    );
    const elsewhere = found.filter(({ name }) => !Object.hasOwn(sources, name));
    const instantiations = Number(/^Instantiations: +(\d+)$/m.exec(stdout)?.[1]);
    if (elsewhere.length > 0 || Number.isNaN(instantiations)) throw new Error(stdout);
    return {
      instantiations,
      errors: (name) =>
        found
          .filter((one) => one.name === name)
          .map(({ line, says }) => ({ at: sources[name]?.split('\n')[line - 1]?.trim() ?? '', says })),
    };
  } finally {
    rmSync(folder, { recursive: true });
  }
}
