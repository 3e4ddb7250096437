import { readFileSync } from 'node:fs';
import { join } from 'node:path';
import { readOptions } from '../../scripts/text/read-options';
import { repositoryRoot } from '../../scripts/files/repository-root';
import { synthesize } from '../../scripts/programs/synthesize';
import { writeIfChanged } from '../../scripts/files/write-if-changed';
import { environmentsInOrder } from '../../terraform/stacks/environment-stacks';
import { COMMANDS } from '../main';
import { checkWorkflows } from './check';
import { ownerFaults } from './code-owners';
import { readTexts } from './files';
import { lint, verdict } from './lint';
import { withEnvironments } from './write-environments';

const help = `Usage: npm run check:workflows [-- --write]

Holds .github/ against GitHub's schema, our own rules and the environments in environments/all.ts, and has it linted.

  --write   first write what each environment needs: its job in deploy.yml, and its choice in report.yml
  --help    this text
`;

/** `npm run check:workflows`. Returns the exit code. */
export async function main(args: readonly string[]): Promise<number> {
  const known = { write: { type: 'boolean' }, help: { type: 'boolean', short: 'h' } } as const;
  const { write = false, help: wanted = false } = readOptions(args, known, 'npm run check:workflows');
  if (wanted) {
    process.stdout.write(help);
    return 0;
  }
  const root = repositoryRoot();
  const environments = environmentsInOrder(await synthesize());
  if (write) writeEnvironments(root, environments);
  const ours = await checkOwn(root, environments);
  return lint(root) && ours ? 0 : 1;
}

/** Our own checks of the workflows below a folder, one line each with what it found. */
export async function checkOwn(root: string, environments: readonly string[]): Promise<boolean> {
  const { scripts } = JSON.parse(readFileSync(join(repositoryRoot(), 'package.json'), 'utf8')) as { scripts: object };
  const repository = { environments, scripts: Object.keys(scripts), commands: Object.keys(COMMANDS) };
  const owners = '.github/CODEOWNERS';
  const checked = [
    ...(await checkWorkflows(readTexts(root), repository)),
    {
      name: 'code-owners',
      faults: ownerFaults(readFileSync(join(root, owners), 'utf8')).map((fault) => `${owners}: ${fault}`),
    },
  ];
  return checked
    .map(({ name, faults }) => verdict(name, faults.length === 0, faults.map((line) => `  ${line}`).join('\n')))
    .every(Boolean);
}

/** Writes the texts that change; each is told. */
export function writeEnvironments(root: string, environments: readonly string[]): void {
  const before = readTexts(root);
  for (const [path, text] of Object.entries(withEnvironments(before, environments))) {
    if (text === before[path]) continue;
    writeIfChanged(join(root, path), text);
    console.log(`Wrote ${path}`);
  }
}
