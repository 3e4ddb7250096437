import { spawnSync } from 'node:child_process';
import { mkdtempSync, readFileSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { UserError } from '../scripts/user-error';
import { environments } from './all';
import { bootstrapName } from './bootstrap-stack';
import { environmentOption } from './options';
import { synth } from './synth';
import { asTerraformData } from './terraform-data';

/** `npm run validate:terraform`: `terraform validate` on each environment, offline. */
export async function main(args: readonly string[]): Promise<number> {
  const checked = environments(environmentOption(args, 'npm run validate:terraform [-- --env NAME]'));
  const folder = mkdtempSync(join(tmpdir(), 'validate-terraform-'));
  try {
    synth({ outdir: folder, environments: checked, keep: [] });
    const stacks = checked.flatMap(({ environment }) => [environment, bootstrapName(environment)]);
    const faults = stacks.flatMap((name) => validate(name, join(folder, 'stacks', name)));
    for (const fault of faults) console.error(fault);
    if (faults.length === 0) console.log(`terraform validate passes: ${stacks.join(', ')}`);
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

function validate(stack: string, folder: string): string[] {
  const file = join(folder, 'cdk.tf.json');
  writeFileSync(file, JSON.stringify(asTerraformData(JSON.parse(readFileSync(file, 'utf8')))));
  const { error, stdout, stderr } = spawnSync('terraform', ['validate', '-json'], {
    cwd: folder,
    encoding: 'utf8',
    env: { ...process.env, CHECKPOINT_DISABLE: '1' },
  });
  if (error) {
    const missing = (error as NodeJS.ErrnoException).code === 'ENOENT';
    throw new UserError(
      missing
        ? 'terraform is not on the PATH: install Terraform 1.11 (https://developer.hashicorp.com/terraform/install), then run this again.'
        : `terraform can't be run: ${error.message}`,
    );
  }
  const { diagnostics } = parse(stdout, stderr);
  return diagnostics
    .filter(({ severity }) => severity === 'error')
    .map(({ summary, detail }) => `${stack}: ${summary}: ${detail.replaceAll(/\s+/g, ' ').trim()}`);
}

function parse(stdout: string, stderr: string): { readonly diagnostics: readonly Diagnostic[] } {
  try {
    return JSON.parse(stdout) as { diagnostics: Diagnostic[] };
  } catch {
    throw new UserError(`terraform validate gave no JSON: ${(stderr || stdout).trim()}`);
  }
}
