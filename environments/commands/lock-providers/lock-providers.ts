import { spawnSync } from 'node:child_process';
import { copyFileSync, existsSync, mkdirSync, mkdtempSync, readFileSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { repositoryRoot } from '../../../scripts/files/repository-root';
import { chosenTool, type Program, TOOLS, unusable } from '../../../scripts/programs/tool';
import { UserError } from '../../../scripts/user-error';
import { environments } from '../../all';
import { environmentOption } from '../options';
import type { Settings } from '../../settings';
import { synth } from '../synth/synth';
import { lockFileOf, LOCKS } from './lock-files';

/** Of the runners, and of those who try things at their desk. */
const PLATFORMS = ['linux_amd64', 'linux_arm64', 'darwin_arm64', 'darwin_amd64', 'windows_amd64'];

export interface LockOptions {
  /** Where the lock files are kept, `<environment>.terraform.lock.hcl` each. */
  readonly locks: string;
  readonly program: Program;
  /** Its binary; another one in tests. */
  readonly binary: string;
  /** Those that are set, when left out. */
  readonly all?: Readonly<Record<string, Settings>>;
}

/**
 * `npm run lock:providers [-- --env NAME]`: writes down the digests of the providers that each environment uses, for every
 * platform. A plan takes no other provider (`init -lockfile=readonly`). Digests that are there already are held against
 * what the registry says.
 */
export async function main(args: readonly string[], options: Partial<LockOptions> = {}): Promise<number> {
  const chosen = environments(environmentOption(args, 'npm run lock:providers [-- --env NAME]'), options.all);
  const { program } = { ...chosenTool(), ...options };
  const { locks = join(repositoryRoot(), LOCKS), binary = program } = options;
  const folder = mkdtempSync(join(tmpdir(), 'lock-providers-'));
  try {
    synth({ outdir: folder, environments: chosen, keep: [], program });
    mkdirSync(locks, { recursive: true });
    for (const { environment } of chosen) {
      const kept = join(locks, lockFileOf(environment));
      lock(join(folder, 'stacks', environment), kept, { program, binary });
      console.log(`Wrote ${LOCKS}/${lockFileOf(environment)}`);
    }
    return 0;
  } finally {
    rmSync(folder, { recursive: true, force: true });
  }
}

/**
 * Writes the digests of one synthesized stack's providers to `kept`, below those that stand there already.
 * @throws UserError where the program or its registry can't be had; `kept` is then as it was
 */
export function lock(stack: string, kept: string, { program, binary }: Omit<LockOptions, 'locks'>): void {
  const work = mkdtempSync(join(stack, 'lock-'));
  const { terraform: settings } = JSON.parse(readFileSync(join(stack, 'cdk.tf.json'), 'utf8')) as {
    terraform: { required_version: string; required_providers: object };
  };
  // Without the backend: no state is needed to know which providers there are.
  const { required_version, required_providers } = settings;
  writeFileSync(join(work, 'main.tf.json'), JSON.stringify({ terraform: { required_version, required_providers } }));
  const made = join(work, '.terraform.lock.hcl');
  if (existsSync(kept)) copyFileSync(kept, made);
  const platforms = PLATFORMS.map((platform) => `-platform=${platform}`);
  const { error, status, stderr } = spawnSync(binary, ['providers', 'lock', '-no-color', ...platforms], {
    cwd: work,
    encoding: 'utf8',
    env: { ...process.env, CHECKPOINT_DISABLE: '1' },
  });
  if (error) throw unusable(program, error);
  if (status !== 0) throw refused(program, stderr);
  copyFileSync(made, kept);
}

const REGISTRIES: Readonly<Record<Program, string>> = {
  terraform: 'registry.terraform.io',
  tofu: 'registry.opentofu.org',
};

/** Both programs break their lines, in the middle of a sentence too. */
function refused(program: Program, stderr: string): UserError {
  const said = stderr.replaceAll(/[│╷╵\s]+/g, ' ').trim();
  return new UserError(
    /could not connect to|failed to request discovery document/.test(said)
      ? `${TOOLS[program].name}'s registry can't be reached (${REGISTRIES[program]}), and only it knows the digests: run this where it can be.\n${said}`
      : `${program} providers lock failed: ${said}`,
  );
}
