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

/** Has its way with a stack's Terraform JSON, as text. */
export type Change = (json: string) => string;

/**
 * The dev stack in `folder`, after `change` had its way with the Terraform JSON's text: a statement taken out, a name
 * turned. It is read once for each text: a test that stands up an account for itself takes the stack as it is.
 */
export function devStack(folder: string, change: Change = (json) => json): Stack {
  const stack = join(folder, 'stacks/dev');
  const json = readFileSync(join(stack, 'cdk.tf.json'), 'utf8');
  const changed = change(json);
  const key = `${folder}\n${changed}`;
  const read =
    stacks.get(key) ?? readStack(changed === json ? stack : join(changedStacks(folder, { dev: () => changed }), 'dev'));
  stacks.set(key, read);
  return read;
}
const stacks = new Map<string, Stack>();

/** The folder of a copy of dev's stacks, with what relative paths lead to, after those changes. */
export function changedStacks(
  folder: string,
  changes: Readonly<Partial<Record<'dev' | 'bootstrap-dev', Change>>>,
): string {
  const other = mkdtempSync(join(folder, 'changed-'));
  symlinkSync(join(folder, 'bundles'), join(other, 'bundles'));
  const stacks = join(other, 'stacks');
  for (const name of ['dev', 'bootstrap-dev'] as const) {
    cpSync(join(folder, 'stacks', name), join(stacks, name), { recursive: true });
    const file = join(stacks, name, 'cdk.tf.json');
    const change = changes[name];
    if (change) writeFileSync(file, change(readFileSync(file, 'utf8')));
  }
  return stacks;
}

/** Takes the statement of that Sid out of every policy of the stack. */
export function withoutStatement(sid: string): Change {
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
