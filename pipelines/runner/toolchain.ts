import { spawnSync } from 'node:child_process';
import { createHash } from 'node:crypto';
import { existsSync, mkdirSync, readdirSync, readFileSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { Progress } from '../../scripts/text/progress';
import { repositoryRoot } from '../../scripts/files/repository-root';
import { chosenTool, type Tool, TOOLS } from '../../scripts/programs/tool';
import { UserError } from '../../scripts/user-error';

const HERE = join(repositoryRoot(), 'pipelines/runner');

/** What runs workflows and what stands for Terraform's providers, built from the modules that `go.sum` pins. */
export interface Tools {
  readonly act: string;
  readonly provider: string;
}

/** @throws UserError naming all that is lacking at once */
export function requireTools(env = process.env, tool: Tool = chosenTool()): void {
  const lacking = [lackingGo(env), lackingTerraform(env, tool), lackingGit(env)].filter((one) => one !== undefined);
  if (lacking.length > 0) throw new UserError(`The workflows can't be run here: ${lacking.join('; ')}.`);
}

function lackingGo(env: NodeJS.ProcessEnv): string | undefined {
  const said = output('go', ['env', 'GOVERSION'], env);
  const [, minor] = /^go1\.(\d+)/.exec(said ?? '') ?? [];
  if (Number(minor) >= 25) return undefined;
  return `Go 1.25 or later is needed on the PATH, which builds the runner (found ${said?.trim() ?? 'none'}, https://go.dev/dl/)`;
}

/** The providers' stand-in lies in a mirror of Terraform's registry; OpenTofu asks another. */
function lackingTerraform(env: NodeJS.ProcessEnv, { program, version }: Tool): string | undefined {
  if (program !== 'terraform') return `${TOOLS[program].file} chooses OpenTofu, which is not served here`;
  const [, found] = /"terraform_version": "(.+?)"/.exec(output('terraform', ['version', '-json'], env) ?? '') ?? [];
  if (found === version) return undefined;
  return (
    `Terraform ${version}, as ${TOOLS[program].file} says, is needed on the PATH (found ${found ?? 'none'}, ` +
    `${TOOLS[program].install})`
  );
}

const lackingGit = (env: NodeJS.ProcessEnv): string | undefined =>
  output('git', ['--version'], env) === undefined ? 'git is needed on the PATH' : undefined;

function output(program: string, args: readonly string[], env: NodeJS.ProcessEnv): string | undefined {
  const { error, status, stdout } = spawnSync(program, args, { encoding: 'utf8', env });
  return error || status !== 0 ? undefined : stdout;
}

/** Builds both programs into the folder, unless those that lie there are of the same sources. */
export async function buildTools(folder: string): Promise<Tools> {
  mkdirSync(folder, { recursive: true });
  const progress = new Progress();
  const act = join(folder, 'act');
  const provider = join(folder, 'terraform-provider-stand-in');
  await build(progress, 'act', join(HERE, 'act'), 'github.com/nektos/act', act);
  await build(progress, 'the provider', join(HERE, 'provider'), '.', provider);
  return { act, provider };
}

async function build(progress: Progress, what: string, module: string, of: string, to: string): Promise<void> {
  const stamp = stampOf(module);
  const kept = `${to}.stamp`;
  if (existsSync(to) && existsSync(kept) && readFileSync(kept, 'utf8') === stamp) return;
  const step = progress.step(`Building ${what}: minutes, the first time`);
  const { status, stderr } = spawnSync('go', ['build', '-trimpath', '-o', to, of], { cwd: module, encoding: 'utf8' });
  if (status !== 0)
    throw new UserError(`${what} could not be built, which "go build" says is since:\n${stderr.trim()}`);
  writeFileSync(kept, stamp);
  step.done(`Built ${what}`);
}

function stampOf(module: string): string {
  const hash = createHash('sha256');
  for (const name of readdirSync(module).sort()) hash.update(`${name}\0`).update(readFileSync(join(module, name)));
  return hash.digest('hex');
}
