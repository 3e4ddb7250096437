import { existsSync } from 'node:fs';
import { basename, join, resolve } from 'node:path';
import { readStack } from '../read-stack';
import { Refusals } from '../refused';
import { type Stack } from '../stack';
import { bootstrapOf, environmentOf, isBootstrap } from './environment-stacks';

/**
 * The other stacks of a stack's environment, which lie beside it and are in the same account; none where none was
 * synthesized.
 * @param read stacks as they were synthesized, which are not read again
 */
export const readNeighbours = ({ name, folder }: Stack, read: readonly Stack[] = []): Stack[] =>
  beside(name, folder).map((other) => read.find((one) => resolve(one.folder) === resolve(other)) ?? readStack(other));

/** Reads stacks. @throws Refused with what is not understood of any of them */
export function readStacks(folders: readonly string[]): Stack[] {
  const refusals = new Refusals();
  const stacks = folders.flatMap((folder) => refusals.of(basename(folder), () => readStack(folder)) ?? []);
  refusals.throwIfAny();
  return stacks;
}

/** Reads a stack that is run as its environment's. @throws Refused with what is not understood of it, or of those beside it */
export function readEnvironment(folder: string): Stack {
  const [stack] = readStacks([folder, ...beside(basename(resolve(folder)), folder)]);
  // One stack a folder: what is not read has been thrown.
  return stack ?? readStack(folder);
}

function beside(name: string, folder: string): string[] {
  const other = join(folder, '..', isBootstrap(name) ? environmentOf(name) : bootstrapOf(name));
  return existsSync(join(other, 'cdk.tf.json')) ? [other] : [];
}
