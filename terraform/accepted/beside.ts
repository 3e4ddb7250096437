import { existsSync, readdirSync, readFileSync } from 'node:fs';
import { join } from 'node:path';
import { type Refuse } from './section-faults';

/**
 * What may lie in a stack's folder beside its subfolders, which Terraform does not read: what synth writes, and what
 * Terraform and the pipelines leave. Terraform loads every `.tf` and `.tf.json` (OpenTofu `.tofu`, too), lets
 * `override` files change the others, and takes values from `terraform.tfvars` and `*.auto.tfvars`:
 * https://developer.hashicorp.com/terraform/language/files
 * https://developer.hashicorp.com/terraform/language/files/override
 * https://developer.hashicorp.com/terraform/language/values/variables#variable-definitions-tfvars-files
 */
export const BESIDE: Readonly<Record<string, string>> = {
  'cdk.tf.json': 'the stack',
  'sources.json': 'where its blocks are written',
  '.terraform.lock.hcl': "the providers' digests",
  '.terraform.tfstate.lock.info': 'a lock that is held',
  'terraform.tfstate': 'a state without a backend',
  'terraform.tfstate.backup': 'the one before',
  'errored.tfstate': 'a state that could not be written',
  'bootstrap.tfplan': 'a plan',
  tfplan: 'a plan',
  'crash.log': 'what Terraform says of itself',
};

export function besideFaults(folder: string, refuse: Refuse): void {
  for (const entry of readdirSync(folder, { withFileTypes: true })) {
    if (entry.isDirectory() || Object.hasOwn(BESIDE, entry.name)) continue;
    refuse(
      entry.name,
      'the file lies beside the stack, and Terraform may read it',
      'remove it, or write it into the stack',
    );
  }
  // https://developer.hashicorp.com/terraform/language/state/workspaces: a state of its own, under env:/NAME/.
  const chosen = join(folder, '.terraform/environment');
  const workspace = existsSync(chosen) ? readFileSync(chosen, 'utf8').trim() : 'default';
  if (workspace !== 'default') {
    refuse(
      '.terraform/environment',
      `the workspace ${workspace} is chosen, which has another state`,
      'remove the file',
    );
  }
}
