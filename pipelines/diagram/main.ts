import { existsSync, mkdirSync, readdirSync, readFileSync, rmSync } from 'node:fs';
import { join } from 'node:path';
import { readOptions } from '../../scripts/text/read-options';
import { repositoryRoot } from '../../scripts/files/repository-root';
import { synthesize } from '../../scripts/programs/synthesize';
import { UserError } from '../../scripts/user-error';
import { writeIfChanged } from '../../scripts/files/write-if-changed';
import { bootstrapOf, environmentsIn } from '../../terraform/stacks/environment-stacks';
import { readStacks as readStacksIn } from '../../terraform/stacks/neighbours';
import { type Stack } from '../../terraform/stack';
import { diagramFiles } from './files';

/** Where the diagrams lie; nothing else may. */
export const DIAGRAMS = 'docs/diagrams';

const help = `Usage: npm run diagram [-- --check]

Writes ${DIAGRAMS} from the synthesized stacks: what each is made of, and its state machines, as SVG and Mermaid.

  --check   write nothing; exit code 1 when the files are not what the stacks say
  --help    this text
`;

/** `npm run diagram`. Returns the exit code. */
export async function main(args: readonly string[]): Promise<number> {
  const known = { check: { type: 'boolean' }, help: { type: 'boolean', short: 'h' } } as const;
  const { check = false, help: wanted = false } = readOptions(args, known, 'npm run diagram');
  if (wanted) {
    process.stdout.write(help);
    return 0;
  }
  const folder = join(repositoryRoot(), DIAGRAMS);
  const files = await diagramFiles(readStacks(await synthesize()));
  if (check) return tell(staleFiles(folder, files));
  for (const [name, text] of files) writeIfChanged(join(folder, name), text);
  for (const name of filesIn(folder)) if (!files.has(name)) rmSync(join(folder, name));
  process.stdout.write(`${files.size} files in ${DIAGRAMS} are what the stacks say.\n`);
  return 0;
}

/** Every stack of a folder: the environments' own, then those that prepare their accounts. @throws UserError when there is none, or what is not understood of any */
export function readStacks(folder: string): Stack[] {
  const environments = environmentsIn(folder);
  const beside = environments.map(bootstrapOf).filter((name) => existsSync(join(folder, name)));
  const names = [...environments, ...beside];
  if (names.length === 0) throw new UserError(`${folder} holds no stack: run "npm run synth" first.`);
  return readStacksIn(names.map((name) => join(folder, name)));
}

/** What in the folder is not as it should be: names with what is wrong. */
export function staleFiles(folder: string, files: ReadonlyMap<string, string>): string[] {
  const there = filesIn(folder);
  return [
    ...[...files].flatMap(([name, text]) => {
      if (!there.includes(name)) return [`${name} is missing`];
      return readFileSync(join(folder, name), 'utf8') === text ? [] : [`${name} is not what the stacks say`];
    }),
    ...there.filter((name) => !files.has(name)).map((name) => `${name} belongs to no stack`),
  ];
}

function filesIn(folder: string): string[] {
  mkdirSync(folder, { recursive: true });
  return readdirSync(folder).sort();
}

function tell(stale: readonly string[]): number {
  if (stale.length === 0) return 0;
  throw new UserError(
    `${DIAGRAMS} is stale: ${stale.join('; ')}. Write it anew with "npm run regenerate" (pictures alone: "npm run diagram"), and commit it.`,
  );
}
