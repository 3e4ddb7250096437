import { existsSync, readdirSync } from 'node:fs';
import { join } from 'node:path';
import { readStack } from './read-stack';
import { type Stack } from './stack';

/** Each environment has two stacks in its account: its own, and the one that prepares the account for the pipelines. */
const BOOTSTRAP = 'bootstrap-';

export const bootstrapOf = (environment: string): string => `${BOOTSTRAP}${environment}`;

export const isBootstrap = (stack: string): boolean => stack.startsWith(BOOTSTRAP);

/** The environment that a stack is of, by the stack's name. */
export const environmentOf = (stack: string): string => (isBootstrap(stack) ? stack.slice(BOOTSTRAP.length) : stack);

/** The environments in a folder of synthesized stacks, sorted. */
export const environmentsIn = (stacks: string): string[] =>
  existsSync(stacks)
    ? readdirSync(stacks, { withFileTypes: true })
        .flatMap((entry) => (entry.isDirectory() && !isBootstrap(entry.name) ? entry.name : []))
        .sort()
    : [];

/**
 * The other stacks of a stack's environment, which lie beside it and are in the same account; none where none was
 * synthesized.
 */
export function readNeighbours({ name, folder }: Stack): Stack[] {
  const other = isBootstrap(name) ? environmentOf(name) : bootstrapOf(name);
  const beside = join(folder, '..', other);
  return existsSync(join(beside, 'cdk.tf.json')) ? [readStack(beside)] : [];
}
