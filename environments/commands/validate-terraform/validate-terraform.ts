import { spawnSync } from 'node:child_process';
import { mkdtempSync, readFileSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { chosenTool, type Program, unusable } from '../../../scripts/programs/tool';
import { UserError } from '../../../scripts/user-error';
import { environments } from '../../all';
import { bootstrapName } from '../../bootstrap-stack';
import { environmentOption } from '../options';
import { synth } from '../synth/synth';
import { asTerraformData } from './terraform-data';

/** `npm run validate:terraform`: the `validate` of Terraform, or of OpenTofu, on each environment, offline. */
export async function main(args: readonly string[]): Promise<number> {
  const checked = environments(environmentOption(args, 'npm run validate:terraform [-- --env NAME]'));
  const folder = mkdtempSync(join(tmpdir(), 'validate-terraform-'));
  try {
    const { program } = chosenTool();
    synth({ outdir: folder, environments: checked, keep: [], program });
    const stacks = checked.flatMap(({ environment }) => [environment, bootstrapName(environment)]);
    const faults = stacks.flatMap((name) => validate(program, name, join(folder, 'stacks', name)));
    for (const fault of faults) console.error(fault);
    if (faults.length === 0) console.log(`${program} validate passes: ${stacks.join(', ')}`);
    return faults.length === 0 ? 0 : 1;
  } finally {
    rmSync(folder, { recursive: true, force: true });
  }
}

interface Diagnostic {
  readonly severity: string;
  readonly summary: string;
  readonly detail: string;
}

function validate(program: Program, stack: string, folder: string): string[] {
  const file = join(folder, 'cdk.tf.json');
  writeFileSync(file, JSON.stringify(asTerraformData(JSON.parse(readFileSync(file, 'utf8')))));
  const { error, stdout, stderr } = spawnSync(program, ['validate', '-json'], {
    cwd: folder,
    encoding: 'utf8',
    env: { ...process.env, CHECKPOINT_DISABLE: '1' },
  });
  if (error) throw unusable(program, error);
  const { diagnostics } = parse(program, stdout, stderr);
  return diagnostics
    .filter(({ severity }) => severity === 'error')
    .map(({ summary, detail }) => `${stack}: ${summary}: ${detail.replaceAll(/\s+/g, ' ').trim()}`);
}

function parse(program: Program, stdout: string, stderr: string): { readonly diagnostics: readonly Diagnostic[] } {
  try {
    return JSON.parse(stdout) as { diagnostics: Diagnostic[] };
  } catch {
    throw new UserError(`${program} validate gave no JSON: ${(stderr || stdout).trim()}`);
  }
}
