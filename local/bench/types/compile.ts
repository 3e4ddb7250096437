import { spawnSync } from 'node:child_process';
import { mkdirSync, mkdtempSync, rmSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { UserError } from '../../../scripts/user-error';
import { pollLoops } from './machines';

/** What is compiled, each as the source of a file two folders below a checkout's top. */
export const MACHINES = {
  'the report machine': "export * from '../../state-machines/report';\n",
  '102 states of poll loops': pollLoops('../../state-machines/language', 102),
};
export type Machine = keyof typeof MACHINES;

/** What `npm run check` compiles with, and what editors do. */
export const COMPILERS = { 'TypeScript 7': '@typescript/native', 'TypeScript 5.9': 'typescript' };
export type Compiler = keyof typeof COMPILERS;

export interface Spent {
  readonly instantiations: number;
  readonly types: number;
  readonly seconds: number;
}

/** What a compiler says that it spent on one machine of a checkout. @throws UserError where it does not compile there */
export function spentOn(checkout: string, machine: Machine, compiler: Compiler): Spent {
  mkdirSync(join(checkout, '.local'), { recursive: true });
  const folder = mkdtempSync(join(checkout, '.local/types-'));
  try {
    writeFileSync(join(folder, 'machine.ts'), MACHINES[machine]);
    const compilerOptions = { incremental: false, tsBuildInfoFile: null, types: ['node'] };
    const config = { extends: '../../tsconfig.json', compilerOptions, include: [], files: ['machine.ts'] };
    writeFileSync(join(folder, 'tsconfig.json'), JSON.stringify(config));
    const tsc = join(checkout, 'node_modules', COMPILERS[compiler], 'bin/tsc');
    const { stdout, stderr, status } = spawnSync(process.execPath, [tsc, '-p', folder, '--extendedDiagnostics'], {
      encoding: 'utf8',
    });
    if (status !== 0) throw new UserError(`${compiler} does not take ${machine} of ${checkout}:\n${stdout}${stderr}`);
    return spentIn(stdout);
  } finally {
    rmSync(folder, { recursive: true, force: true });
  }
}

/** Reads what `--extendedDiagnostics` says. */
export function spentIn(diagnostics: string): Spent {
  const figure = (name: string) => {
    const found = new RegExp(`^${name}: +([\\d.]+)s?$`, 'm').exec(diagnostics)?.[1];
    if (found === undefined) throw new Error(`The compiler says nothing of "${name}":\n${diagnostics}`);
    return Number(found);
  };
  return { instantiations: figure('Instantiations'), types: figure('Types'), seconds: figure('Check time') };
}
