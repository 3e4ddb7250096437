import { spawnSync } from 'node:child_process';
import { mkdtempSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join, resolve } from 'node:path';
import { license, name } from '../../package.json';
import { type KnownOptions, readOptions } from '../../scripts/text/read-options';
import { repositoryRoot } from '../../scripts/files/repository-root';
import { synthesize } from '../../scripts/programs/synthesize';
import { chosenTool } from '../../scripts/programs/tool';
import { UserError } from '../../scripts/user-error';
import { writeIfChanged } from '../../scripts/files/write-if-changed';
import { environmentsIn } from '../../terraform/stacks/environment-stacks';
import { FOLDERS } from '../shared/folders';
import { setOutputs } from '../github/outputs';
import { type Built, buildProgram } from '../program/build';
import { digestOf } from '../deploy/saved-plan/manifest';
import { bomOf } from './bom';
import { type Bundled, functionsOf } from './functions';
import { PackageLock } from './package-lock';
import { providersOf } from './providers';

const OUTPUT = 'cdktf.out/sbom.json';

const help = `Usage: npm run sbom [-- --output FILE]

Writes what is deployed as one document of CycloneDX 1.6 in JSON: each function's bundle with the packages that are in it, the
pipelines' program with its own, Terraform and its providers, the runtime. The same commit gives the same document.

  --output FILE   where to; ${OUTPUT} when left out
  --help          this text
`;

const known = { output: { type: 'string' }, help: { type: 'boolean', short: 'h' } } as const satisfies KnownOptions;

/** `npm run sbom`. Outputs `digest`, the document's sha256. Returns the exit code. */
export async function main(args: readonly string[]): Promise<number> {
  const { output = OUTPUT, help: wanted = false } = readOptions(args, known, 'npm run sbom');
  if (wanted) {
    process.stdout.write(help);
    return 0;
  }
  const root = repositoryRoot();
  const text = sbom(root, await synthesize(), { name: 'program', ...(await builtProgram()) });
  writeIfChanged(resolve(root, output), text);
  process.stdout.write(`Wrote ${output}\n`);
  setOutputs({ digest: digestOf(text) });
  return 0;
}

/** What the commit that is checked out deploys, as its synthesized stacks say. */
export function sbom(root: string, stacks: string, program: Bundled): string {
  const environments = environmentsIn(stacks);
  const tool = chosenTool(root);
  return bomOf({
    ...{ name, license, tool },
    // With "-dirty" where files are not as committed.
    version: git(root, 'describe', '--always', '--dirty', '--abbrev=40', '--exclude=*'),
    time: new Date(git(root, 'show', '--no-patch', '--format=%cI', 'HEAD')),
    functions: functionsOf(environments, stacks),
    program,
    providers: providersOf(environments, { stacks, locks: join(root, FOLDERS.locks) }, tool.program),
    lock: PackageLock.read(root),
  });
}

/** The same sources make the same file: what another job of the same commit builds has this digest. */
async function builtProgram(): Promise<Built> {
  const folder = mkdtempSync(join(tmpdir(), 'program-'));
  try {
    return await buildProgram(join(folder, 'program.cjs'));
  } finally {
    rmSync(folder, { recursive: true });
  }
}

function git(cwd: string, ...args: string[]): string {
  const { error, status, stdout, stderr } = spawnSync('git', args, { cwd, encoding: 'utf8' });
  if (!error && status === 0) return stdout.trim();
  throw new UserError(
    `git does not say which commit this is (${error?.message ?? stderr.trim()}): run this in a clone.`,
  );
}
