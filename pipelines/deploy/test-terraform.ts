import { spawnSync } from 'node:child_process';
import { repositoryRoot } from '../../scripts/files/repository-root';
import { isTaken, type Program, PROGRAMS, TOOLS, wanted } from '../../scripts/programs/tool';
import { UserError } from '../../scripts/user-error';

/**
 * `npm run test:terraform`: real plans, with the built-in `terraform_data`, by each of Terraform and OpenTofu that is on
 * the PATH. It needs no provider and no network.
 */
export async function main(args: readonly string[], env = process.env): Promise<number> {
  const found = PROGRAMS.map((program) => ({ program, version: versionOf(program, env) }));
  const here = found.filter(({ program, version }) => version !== undefined && isTaken(program, version));
  const others = found.filter((one) => !here.includes(one));
  const told = others.map(({ program, version }) => `${TOOLS[program].name}: ${version ?? 'none'}`).join(', ');
  if (here.length === 0) {
    throw new UserError(
      `These tests make real plans, and need ${PROGRAMS.map(wanted).join(', or ')}, on the PATH (found ${told}): ` +
        `${PROGRAMS.map((program) => TOOLS[program].install).join(', ')}.`,
    );
  }
  if (told !== '') console.log(`No plan is made with what is not here (${told}).`);
  const failed = here.filter(({ program, version }) => {
    console.log(`${TOOLS[program].name} ${version ?? ''}`);
    const jest = spawnSync('npx', ['--no-install', 'jest', '--config', 'jest.terraform.cjs', ...args], {
      cwd: repositoryRoot(),
      env: { ...env, TEST_PROGRAM: program },
      stdio: 'inherit',
    });
    return jest.status !== 0;
  });
  return failed.length === 0 ? 0 : 1;
}

/** By its own words: the JSON of both is the same. */
function versionOf(program: Program, env: NodeJS.ProcessEnv): string | undefined {
  const { error, stdout } = spawnSync(program, ['version'], { encoding: 'utf8', env });
  const [, version] = new RegExp(`^${TOOLS[program].name} v(\\S+)`).exec(stdout ?? '') ?? [];
  return error ? undefined : version;
}
