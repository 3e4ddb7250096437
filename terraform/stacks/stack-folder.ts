import { join } from 'node:path';
import { UserError } from '../../scripts/user-error';
import { environmentsIn } from './environment-stacks';

/** The folder of an environment's own stack in that of all. @throws UserError naming the environments that there are */
export function stackFolder(stacks: string, environment: string): string {
  const environments = environmentsIn(stacks);
  if (environments.includes(environment)) return join(stacks, environment);
  throw new UserError(
    `--env ${environment}: there is no such environment. There ${environments.length === 1 ? 'is' : 'are'} ` +
      `${environments.join(', ') || 'none'}; a new one is a settings file in environments/.`,
  );
}
