import { existsSync, readFileSync, rmSync } from 'node:fs';
import { join } from 'node:path';
import { execFileSync, spawnSync } from 'node:child_process';
import { shippedCheckout } from '../../../environments/commands/setup/copied-checkout';
import { COMMANDS } from '../../../pipelines/main';
import { checkWorkflows } from '../../../pipelines/workflows/check';
import { readTexts } from '../../../pipelines/workflows/files';
import { writeEnvironments } from '../../../pipelines/workflows/main';
import { applyEdit } from './apply-edit';
import { checker } from './checker';
import { leaveDevAlone } from './dev-alone';
import type { Edit } from './read-how-to';

export interface Ran {
  readonly passed: boolean;
  readonly said: string;
}

/** What is compiled of a walk: all that its steps touch hangs together here. */
const ROOTS = [
  'environments/commands/synth/main.ts',
  // Types of packages that have none.
  'state-machines/language/rendered/validators.d.ts',
];

/**
 * For tests: a copy of this checkout, set as it came, in which how-tos are walked.
 * @param files that they edit
 */
export function howToCheckout(files: readonly string[]) {
  const { folder, remove } = shippedCheckout();
  const git = (...args: readonly string[]) => execFileSync('git', args, { cwd: folder, stdio: 'ignore' });
  git('init');
  git('add', '--all');
  const edited = new Set<string>();
  const check = checker(folder);
  const { scripts } = JSON.parse(readFileSync(join(folder, 'package.json'), 'utf8')) as {
    scripts: Record<string, string>;
  };

  const isThere = (name: string) => existsSync(join(folder, name));

  function edit(one: Edit): void {
    applyEdit(folder, one);
    edited.add(one.file);
  }

  /** Types and format, of what was edited and what hangs on it; lint is left out, which knows no next step. */
  function checked(): Ran {
    // Always the same, but for those that came: what is compiled stays known.
    const there = files.filter((name) => name.endsWith('.ts') && isThere(name));
    const said = check([...ROOTS, ...there], [...edited].filter(isThere));
    return { passed: said === '', said };
  }

  /** Our own rules; what others have made to lint workflows need not be on this machine. */
  async function checkedWorkflows(write: boolean): Promise<Ran> {
    const environments = [...readFileSync(join(folder, 'environments/all.ts'), 'utf8').matchAll(/= \{ (.*) \};/g)];
    const names = environments[0]?.[1]?.split(', ') ?? [];
    if (write) writeEnvironments(folder, names);
    const commands = Object.keys(COMMANDS);
    const found = await checkWorkflows(readTexts(folder), {
      environments: names,
      scripts: Object.keys(scripts),
      commands,
    });
    const faults = found.flatMap((one) => one.faults);
    return { passed: faults.length === 0, said: faults.join('\n') };
  }

  function spawned(args: readonly string[]): Ran {
    const { JEST_WORKER_ID: _, ...env } = process.env;
    const { status, stdout, stderr } = spawnSync(process.execPath, args, { cwd: folder, env, encoding: 'utf8' });
    return { passed: status === 0, said: stdout + stderr };
  }

  /** A command, as a person types it. */
  async function run(command: string): Promise<Ran> {
    // In words, one in quotes as one.
    const [program, ...rest] = [...command.matchAll(/(?:'[^']*'|[^ '])+/g)].map(([word]) => word.replaceAll("'", ''));
    if (program === 'git' && rest[0] === 'rm') {
      rmSync(join(folder, rest[1] ?? ''));
      return { passed: true, said: '' };
    }
    if (program === 'npx') return spawned([`node_modules/${rest[0]}/bin/${rest[0]}.js`, '-w', '1', ...rest.slice(1)]);
    const [name = '', , ...args] = rest[0] === 'run' ? rest.slice(1) : rest;
    if (name === 'check') return checked();
    if (name === 'check:workflows') return checkedWorkflows(args.includes('--write'));
    const [node, ...script] = scripts[name]?.split(' ') ?? [];
    if (program !== 'npm' || node !== 'node')
      throw new Error(`${command} is no command that a how-to can be walked with.`);
    return spawned([...script, ...args]);
  }

  /** Of environments, dev alone. */
  const devAlone = () => leaveDevAlone(folder);

  /** Everything as it was before the first edit, but what is ignored; of environments dev alone. */
  function reset(): void {
    git('checkout', '.');
    git('clean', '-d', '--force');
    edited.clear();
    devAlone();
  }

  /** The environments that came, with what was written from them, again. */
  const allEnvironments = () => git('checkout', 'environments/all.ts', 'environments/prod.ts', 'policies');

  return { folder, edit, run, reset, allEnvironments, devAlone, end: remove };
}
