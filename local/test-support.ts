import { cpSync, mkdtempSync, readFileSync, rmSync, symlinkSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { readStack } from '../terraform/read-stack';
import { type Stack } from '../terraform/stack';

/** A folder of the test's own; the function returned removes it. */
export function temporaryFolder(name: string): { readonly folder: string; readonly remove: () => void } {
  const folder = mkdtempSync(join(tmpdir(), `${name}-`));
  return { folder, remove: () => rmSync(folder, { recursive: true, force: true }) };
}

/**
 * The dev stack in `folder`, after `change` had its way with the Terraform JSON's text: a statement taken out, a name
 * turned.
 */
export function devStack(folder: string, change: (json: string) => string = (json) => json): Stack {
  const stack = join(folder, 'stacks/dev');
  const json = readFileSync(join(stack, 'cdk.tf.json'), 'utf8');
  const changed = change(json);
  if (changed === json) return readStack(stack);
  // With what relative paths lead to, and the stack that lies beside it.
  const other = mkdtempSync(join(folder, 'changed-'));
  symlinkSync(join(folder, 'bundles'), join(other, 'bundles'));
  for (const name of ['dev', 'bootstrap-dev']) {
    cpSync(join(folder, 'stacks', name), join(other, 'stacks', name), { recursive: true });
  }
  const copy = join(other, 'stacks/dev');
  writeFileSync(join(copy, 'cdk.tf.json'), changed);
  return readStack(copy);
}

/** Takes the statement of that Sid out of every policy of the stack. */
export function withoutStatement(sid: string): (json: string) => string {
  return (json) => {
    const document = JSON.parse(json) as unknown;
    const strip = (value: unknown): unknown => {
      if (Array.isArray(value)) return value.map(strip);
      if (typeof value === 'string' && value.includes(`"${sid}"`) && value.startsWith('{')) {
        const policy = JSON.parse(value) as { Statement?: { Sid?: string }[] };
        if (!policy.Statement) return value;
        return JSON.stringify({ ...policy, Statement: policy.Statement.filter(({ Sid }) => Sid !== sid) });
      }
      if (typeof value !== 'object' || value === null) return value;
      return Object.fromEntries(Object.entries(value).map(([name, below]) => [name, strip(below)]));
    };
    return JSON.stringify(strip(document));
  };
}
