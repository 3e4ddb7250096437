import { spawnSync } from 'node:child_process';
import { repositoryRoot } from '../scripts/repository-root';
import { UserError } from '../scripts/user-error';

/** `npm run test:terraform`: real plans, with Terraform's built-in `terraform_data`. It needs no provider and no network. */
export async function main(args: readonly string[], env = process.env): Promise<number> {
  const { error, stdout } = spawnSync('terraform', ['version', '-json'], { encoding: 'utf8', env });
  const [, version] = /"terraform_version": "(.+?)"/.exec(stdout ?? '') ?? [];
  if (error || !version?.startsWith('1.11.')) {
    throw new UserError(
      `These tests make real plans, and need Terraform 1.11 on the PATH (found ${version ?? 'none'}): ` +
        'https://developer.hashicorp.com/terraform/install.',
    );
  }
  const jest = spawnSync('npx', ['--no-install', 'jest', '--config', 'jest.terraform.cjs', ...args], {
    cwd: repositoryRoot(),
    env,
    stdio: 'inherit',
  });
  return jest.status ?? 1;
}
