import { existsSync, readFileSync, writeFileSync } from 'node:fs';
import { basename, dirname, join, relative, resolve } from 'node:path';
import { parseArgs } from 'node:util';
import { checkEveryRender } from '../language/rendered/render-check';
import { validateDefinition } from '../language/rendered/validate-definition';
import { repositoryRoot } from '../../scripts/files/repository-root';
import { formatted } from '../../scripts/programs/formatted';
import { UserError } from '../../scripts/user-error';
import { compileFaults } from './compile';
import { importMachine } from './import-machine';
import { readMachine } from './read-machine';

const USAGE = 'npm run import-machine -- FILE.asl.json [--out FILE.ts]';
const root = repositoryRoot();

export async function main(args: string[]): Promise<number> {
  const { values, positionals } = parseArgs({ args, allowPositionals: true, options: { out: { type: 'string' } } });
  checkEveryRender(validateDefinition);
  const [file, ...others] = positionals;
  if (file === undefined || others.length > 0) throw new UserError(`One file: ${USAGE}`);
  if (!existsSync(file)) throw new UserError(`There is no file ${file}.`);
  const out = values.out === undefined ? undefined : resolve(values.out);
  if (out !== undefined && existsSync(out))
    throw new UserError(`${values.out} is there already: name another, or delete it.`);
  const { source, notes, untypedTasks } = importMachine(
    readMachine(readFileSync(file, 'utf8'), basename(file)),
    (client) => existsSync(join(root, 'node_modules', client)),
    languageFrom(out),
  );
  const text = formatted(root, 'state-machines/imported.ts', source);
  if (out === undefined) process.stdout.write(text);
  else writeFileSync(out, text);
  for (const note of notes) console.error(`  by hand  ${note}`);
  const told = `${basename(file)}: written, and rendered back equal${untypedTasks > 0 ? `; ${untypedTasks} of its tasks untyped` : ''}`;
  if (out === undefined) {
    console.error(`${told}. Whether its types hold is told with --out.`);
    return 0;
  }
  const faults = compileFaults(root, [out]);
  for (const { line, message } of faults) console.error(`  ${values.out}:${line}  ${message}`);
  console.error(faults.length === 0 ? `${told}; it compiles.` : `${told}, but it does not compile: see above.`);
  return faults.length === 0 ? 0 : 1;
}

/** As a file beside the report's machine imports it, unless it is told where it goes. */
function languageFrom(out: string | undefined): string {
  const from = out === undefined ? join(root, 'state-machines') : dirname(out);
  const path = relative(from, join(root, 'state-machines/language'));
  return path.startsWith('.') ? path : `./${path}`;
}
