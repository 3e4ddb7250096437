import { spawnSync } from 'node:child_process';
import { mkdirSync, mkdtempSync, rmSync, writeFileSync } from 'node:fs';
import { join, relative, resolve } from 'node:path';

/** What the compiler says of a place in a file. */
export interface CompileFault {
  /** As it was handed over. */
  readonly file: string;
  /** From 1. */
  readonly line: number;
  /** Of a promise that is broken its own words, else the compiler's. */
  readonly message: string;
}

/** A folder for what is compiled and thrown away: within the repository, whose packages it finds. */
export function scratchFolder(root: string): string {
  mkdirSync(join(root, '.local'), { recursive: true });
  return mkdtempSync(join(root, '.local/imported-'));
}

/** Compiles files, all in one run, as the repository's own are; nothing is written of it. */
export function compileFaults(root: string, files: readonly string[]): CompileFault[] {
  const folder = scratchFolder(root);
  try {
    const config = {
      extends: '../../tsconfig.json',
      compilerOptions: { noEmit: true, incremental: false, types: ['node'] },
      files: files.map((file) => resolve(file)),
      include: [],
    };
    writeFileSync(join(folder, 'tsconfig.json'), JSON.stringify(config));
    const compiler = join(root, 'node_modules/@typescript/native/bin/tsc');
    const { stdout, error } = spawnSync(process.execPath, [compiler, '-p', folder, '--pretty', 'false'], {
      cwd: root,
      encoding: 'utf8',
      maxBuffer: 1 << 28,
    });
    if (error) throw error;
    const byPath = new Map(files.map((file) => [relative(root, resolve(file)), file]));
    return stdout.split('\n').flatMap((line) => {
      const [, path, at, words] = /^([^(]*)\((\d+),\d+\): error (TS\d+: .*)$/.exec(line) ?? [];
      const file = path === undefined ? undefined : byPath.get(path);
      if (file !== undefined && at !== undefined && words !== undefined)
        return [{ file, line: Number(at), message: /Fault<"([^>]*)">/.exec(words)?.[1] ?? words }];
      // Of another file, or of none.
      if (/\berror TS/.test(line)) throw new Error(line);
      return [];
    });
  } finally {
    rmSync(folder, { recursive: true });
  }
}
