import { environmentsIn } from './environment-stacks';

/** For trying things, where there is one of this name. */
export const DEFAULT = 'dev';

/**
 * The environment that a command is about: the one that was named; else dev; where none has this name, the first, and
 * then `say` is told so.
 */
export function chosenEnvironment(stacks: string, named: string | undefined, say: (line: string) => void): string {
  if (named !== undefined) return named;
  const there = environmentsIn(stacks);
  const [first = DEFAULT] = there;
  if (there.includes(DEFAULT) || first === DEFAULT) return DEFAULT;
  say(`There is no environment ${DEFAULT}: this is about ${first}, the first of ${there.join(', ')}.`);
  return first;
}
