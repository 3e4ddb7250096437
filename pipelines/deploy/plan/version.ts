import { isTaken, PROGRAMS, TOOLS, wanted } from '../../../scripts/programs/tool';
import { UserError } from '../../../scripts/user-error';
import { programOf } from '../../../terraform/stacks/program-of';
import { terraformOrThrow } from './terraform';

/**
 * The version of the program that a stack is made for. Both programs answer to the same commands, and write the same JSON
 * of their version: only their own words tell which one it is that is there under that name.
 * @throws UserError for another program, or a version that the stack does not take
 */
export async function programVersion(folder: string): Promise<string> {
  const program = programOf(folder);
  const [line = ''] = (await terraformOrThrow(folder, ['version'])).stdout.split('\n');
  const [, name, version = ''] = /^(\w+) v(\S+)/.exec(line) ?? [];
  const found = PROGRAMS.find((one) => TOOLS[one].name === name);
  if (found === program && isTaken(program, version)) return version;
  throw new UserError(
    `The stack is made for ${wanted(program)}, and ${program} on the PATH is ${JSON.stringify(line)}: install the one that ` +
      `is meant (${TOOLS[program].install}), or choose the other (${PROGRAMS.map((one) => TOOLS[one].file).join(' or ')}) and synthesize.`,
  );
}
