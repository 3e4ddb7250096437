import { spawnSync } from 'node:child_process';
import { join } from 'node:path';
import { Progress } from '../../scripts/text/progress';
import { repositoryRoot } from '../../scripts/files/repository-root';
import { synthesize } from '../../scripts/programs/synthesize';
import { UserError } from '../../scripts/user-error';
import { environmentsInOrder } from '../../terraform/stacks/environment-stacks';
import { stackFolder } from '../../terraform/stacks/stack-folder';
import { tellFigures } from './figures';
import { makeMirror } from './mirror';
import { prepared, writePrepared } from './prepared';
import { buildTools, requireTools } from './toolchain';

/**
 * `npm run test:workflows [-- FILE …]`: runs the workflows under act, with Terraform and with stand-ins of what they talk
 * to. It fetches Go modules and nothing else. `-- --figures SECONDS` tells in place of the tests what a pull request and a
 * merge cost, where the proof takes so long.
 */
export async function main(args: readonly string[], env = process.env): Promise<number> {
  requireTools(env);
  const { folder } = prepared();
  const tools = await buildTools(join(folder, 'bin'));
  const step = new Progress().step('Synthesizing');
  const stacks = await synthesize();
  const environments = environmentsInOrder(stacks);
  step.done(`Synthesized ${environments.join(', ')}`);
  const mirror = makeMirror(
    join(folder, 'mirror'),
    tools.provider,
    environments.map((environment) => stackFolder(stacks, environment)),
  );
  writePrepared({ act: tools.act, mirror, stacks, environments });
  const [option, seconds = ''] = args;
  if (option === '--figures') {
    if (!/^\d+$/.test(seconds)) throw new UserError(`--figures ${seconds}: give how long the proof takes, in seconds.`);
    return tellFigures(Number(seconds));
  }
  const jest = spawnSync('npx', ['--no-install', 'jest', '--config', 'jest.workflows.cjs', '--runInBand', ...args], {
    cwd: repositoryRoot(),
    env,
    stdio: 'inherit',
  });
  return jest.status ?? 1;
}
