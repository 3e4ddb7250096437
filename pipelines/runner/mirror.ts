import { execFileSync, spawnSync } from 'node:child_process';
import { copyFileSync, linkSync, mkdirSync, mkdtempSync, readFileSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { UserError } from '../../scripts/user-error';

/** Where Terraform finds the providers in place of its registry. */
export interface Mirror {
  /** https://developer.hashicorp.com/terraform/cli/config/config-file#filesystem_mirror */
  readonly folder: string;
  /** For `TF_CLI_CONFIG_FILE`. */
  readonly config: string;
  /** `linux_amd64` */
  readonly platform: string;
}

interface Required {
  readonly required_version: string;
  readonly required_providers: Readonly<Record<string, { readonly source: string; readonly version: string }>>;
}

const requiredOf = (stack: string): Required =>
  (JSON.parse(readFileSync(join(stack, 'cdk.tf.json'), 'utf8')) as { terraform: Required }).terraform;

/** One program under the name of every provider of these stacks. */
export function makeMirror(folder: string, provider: string, stacks: readonly string[]): Mirror {
  rmSync(folder, { recursive: true, force: true });
  const [os = '', arch = ''] = execFileSync('go', ['env', 'GOOS', 'GOARCH'], { encoding: 'utf8' }).trim().split('\n');
  const platform = `${os}_${arch}`;
  const providers = stacks.flatMap((stack) => Object.values(requiredOf(stack).required_providers));
  for (const { source, version } of providers) {
    const name = source.split('/').at(-1) ?? source;
    const place = join(folder, 'registry.terraform.io/hashicorp', name, version, platform);
    const program = join(place, `terraform-provider-${name}_v${version}`);
    mkdirSync(place, { recursive: true });
    rmSync(program, { force: true });
    linkSync(provider, program);
  }
  const config = join(folder, 'terraform.rc');
  writeFileSync(
    config,
    `provider_installation {\n  filesystem_mirror {\n    path = ${JSON.stringify(folder)}\n  }\n}\n`,
  );
  return { folder, config, platform };
}

/** Writes the digests of one stack's providers, as the mirror has them. */
export function lockProviders(stack: string, kept: string, { folder, platform }: Mirror): void {
  const work = mkdtempSync(join(tmpdir(), 'lock-'));
  try {
    const { required_version, required_providers } = requiredOf(stack);
    writeFileSync(join(work, 'main.tf.json'), JSON.stringify({ terraform: { required_version, required_providers } }));
    const args = ['providers', 'lock', '-no-color', `-fs-mirror=${folder}`, `-platform=${platform}`];
    const env = { ...process.env, CHECKPOINT_DISABLE: '1' };
    const { status, stderr } = spawnSync('terraform', args, { cwd: work, encoding: 'utf8', env });
    if (status !== 0) throw new UserError(`terraform providers lock failed:\n${stderr}`);
    copyFileSync(join(work, '.terraform.lock.hcl'), kept);
  } finally {
    rmSync(work, { recursive: true });
  }
}
