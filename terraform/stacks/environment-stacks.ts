import { existsSync, readdirSync, readFileSync } from 'node:fs';
import { join } from 'node:path';
import { UserError } from '../../scripts/user-error';

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

/** The environments as they are promoted, the first one first; their stacks need not be there. @throws UserError before a synth */
export function environmentsInOrder(stacks: string): string[] {
  const file = join(stacks, '../environments.json');
  if (!existsSync(file)) throw new UserError(`${file} is not there: run "npm run synth" first.`);
  return JSON.parse(readFileSync(file, 'utf8')) as string[];
}
