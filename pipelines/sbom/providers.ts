import { existsSync, readFileSync } from 'node:fs';
import { join } from 'node:path';
import { type Program } from '../../scripts/programs/tool';
import { UserError } from '../../scripts/user-error';
import { asBody } from '../../terraform/expressions/body';
import { readJson } from '../../terraform/read-stack';
import { type Folders } from '../shared/folders';
import { LOCK_FILE } from '../deploy/plan/initialize';

export interface Provider {
  /** `registry.terraform.io/hashicorp/aws` */
  readonly source: string;
  readonly version: string;
  /** As the lock file has them: `zh:` of a platform's zip, `h1:` of what is in it. Empty where no lock file is. */
  readonly hashes: readonly string[];
}

/**
 * Where a provider comes from whose source says no host.
 * https://developer.hashicorp.com/terraform/language/providers/requirements#source-addresses
 * https://opentofu.org/docs/language/providers/requirements/#source-addresses
 */
const REGISTRY: Readonly<Record<Program, string>> = {
  terraform: 'registry.terraform.io',
  tofu: 'registry.opentofu.org',
};

/** The providers of some environments, each version once, sorted. @throws UserError for a version that nothing fixes */
export function providersOf(environments: readonly string[], { stacks, locks }: Folders, program: Program): Provider[] {
  const found = new Map<string, { source: string; version: string; hashes: Set<string> }>();
  for (const environment of environments) {
    const locked = lockedProviders(join(locks, `${environment}${LOCK_FILE}`));
    for (const { source, version: wanted } of requiredProviders(join(stacks, environment), program)) {
      const { version = exact(wanted, source), hashes = [] } = locked.get(source) ?? {};
      const key = `${source} ${version}`;
      const one = found.get(key) ?? { source, version, hashes: new Set() };
      for (const hash of hashes) one.hashes.add(hash);
      found.set(key, one);
    }
  }
  return [...found.entries()]
    .sort(([a], [b]) => (a < b ? -1 : 1))
    .map(([, { source, version, hashes }]) => ({ source, version, hashes: [...hashes].sort() }));
}

function requiredProviders(folder: string, program: Program): { source: string; version: string }[] {
  const file = join(folder, 'cdk.tf.json');
  const settings = asBody(asBody(readJson(file, 'run "npm run synth" first'))?.['terraform']);
  return Object.entries(asBody(settings?.['required_providers']) ?? {}).map(([name, body]) => {
    const { source = name, version } = asBody(body) ?? {};
    if (typeof source !== 'string' || typeof version !== 'string') {
      throw new UserError(`${file}: terraform.required_providers.${name} must say source and version.`);
    }
    const [type = '', namespace = 'hashicorp', host = REGISTRY[program]] = source.split('/').reverse();
    return { source: `${host}/${namespace}/${type}`, version };
  });
}

function exact(version: string, source: string): string {
  if (/^\d+\.\d+\.\d+$/.test(version)) return version;
  throw new UserError(`${source} ${version}: which version that is, only a lock file says: "npm run lock:providers".`);
}

/**
 * What a lock file says; it is Terraform's own, which writes it in this one form.
 * https://developer.hashicorp.com/terraform/language/files/dependency-lock
 */
function lockedProviders(file: string): Map<string, { readonly version: string; readonly hashes: readonly string[] }> {
  const text = existsSync(file) ? readFileSync(file, 'utf8') : '';
  const blocks = [...text.matchAll(/^provider "([^"]+)" \{\n([\s\S]*?)^\}/gm)];
  if (blocks.length !== [...text.matchAll(/^\s*provider\b/gm)].length) throw unreadable(file);
  return new Map(
    blocks.map(([, source = '', body = '']) => {
      const version = /^ +version +=\s*"([^"]+)"$/m.exec(body)?.[1];
      const [, list] = /^ +hashes += \[\n([\s\S]*?)^ +\]$/m.exec(body) ?? [];
      if (version === undefined || list === undefined) throw unreadable(file);
      return [source, { version, hashes: [...list.matchAll(/"([^"]+)"/g)].map(([, hash = '']) => hash) }];
    }),
  );
}

const unreadable = (file: string): UserError =>
  new UserError(`${file} is not as Terraform writes it: write it anew with "npm run lock:providers".`);
