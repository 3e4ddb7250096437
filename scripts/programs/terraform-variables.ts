import { existsSync, readFileSync } from 'node:fs';
import { homedir } from 'node:os';
import { join } from 'node:path';
import { UserError } from '../user-error';
import { foreignEndpoints } from './aws-endpoints';

/**
 * Variables of the environment by which Terraform, OpenTofu and the AWS provider are told what to do, and that change
 * nothing of what a stack says. Any other of these names is refused.
 * https://developer.hashicorp.com/terraform/cli/config/environment-variables
 * https://opentofu.org/docs/cli/config/environment-variables/
 */
export const HARMLESS: Readonly<Record<string, string>> = {
  TF_IN_AUTOMATION: 'how it words its advice',
  TF_INPUT: 'whether it asks',
  TF_LOG: 'what it logs',
  TF_LOG_CORE: 'what it logs',
  TF_LOG_PROVIDER: 'what it logs',
  TF_LOG_PATH: 'where it logs',
  TF_PLUGIN_CACHE_DIR: 'where providers are kept, whose digests the lock file holds',
  TF_REGISTRY_CLIENT_TIMEOUT: 'how long it waits for the registry',
  TF_REGISTRY_DISCOVERY_RETRY: 'how often it asks the registry',
  TERRAFORM_CLI_PATH: "where a GitHub action has put it; it doesn't read this itself",
};

/** `TF_TOKEN_example_com`: who one is to a registry. https://developer.hashicorp.com/terraform/cli/config/config-file#environment-variable-credentials */
const TOKEN = /^TF_TOKEN_/;
const THEIRS = /^(TF|TERRAFORM|TOFU|OPENTOFU)_/;
const CONFIG = 'TF_CLI_CONFIG_FILE';

/**
 * What may stand in a file of settings: where providers come from and are kept, and no stand-in for one (`dev_overrides`).
 * https://developer.hashicorp.com/terraform/cli/config/config-file#available-settings
 */
const SETTINGS =
  /^(provider_installation|filesystem_mirror|network_mirror|direct|path|url|include|exclude|plugin_cache_dir|disable_checkpoint(_signature)?|true|false)$/;

/** Which are read when `TF_CLI_CONFIG_FILE` is not set, by Terraform and by OpenTofu. */
const settingsAtHome = (env: NodeJS.ProcessEnv): string[] => {
  const home = env['HOME'] ?? homedir();
  const configuration = env['XDG_CONFIG_HOME'] ?? join(home, '.config');
  return [join(home, '.terraformrc'), join(home, '.tofurc'), join(configuration, 'opentofu/tofurc')];
};

export interface RefusedVariable {
  readonly name: string;
  readonly found: string;
  readonly right: string;
}

/** Those that change what Terraform does, each with what it does. */
export function refusedVariables(env: NodeJS.ProcessEnv = process.env): RefusedVariable[] {
  return Object.keys(env)
    .sort()
    .flatMap((name) => {
      const value = env[name] ?? '';
      if (!THEIRS.test(name) || Object.hasOwn(HARMLESS, name) || TOKEN.test(name)) return [];
      // An empty variable is one that is not set, but for the value of a variable.
      if (value === '' && !name.startsWith('TF_VAR_')) return [];
      if (name === 'TF_WORKSPACE' && value === 'default') return [];
      if (name === CONFIG && onlyInstalls(value)) return [];
      return [{ name, found: wordsFor(name), right: 'unset it' }];
    });
}

/**
 * Those, and what changes where Terraform goes once it is started: other hosts than AWS's, and files of settings at home.
 * @throws UserError naming each
 */
export function refuseVariables(env: NodeJS.ProcessEnv = process.env): void {
  const files = (env[CONFIG] ?? '') === '' ? settingsAtHome(env).filter((file) => !onlyInstalls(file)) : [];
  const lines = [
    ...refusedVariables(env).map(({ name, found, right }) => `${name} is set: ${found}; ${right}.`),
    ...foreignEndpoints(env).map((name) => `${name} is set: it leads to another host than AWS; unset it.`),
    ...files.map(
      (file) =>
        `${file} is there: it holds more than where providers come from; take the rest out, or set ${CONFIG} to another file.`,
    ),
  ];
  if (lines.length > 0) throw new UserError(lines.join('\n'));
}

function wordsFor(name: string): string {
  if (name.startsWith('TF_VAR_')) return 'it gives a variable its value from outside';
  if (name.startsWith('TF_CLI_ARGS')) return 'it adds arguments to a command, which may plan a part or another state';
  if (name === 'TF_WORKSPACE') return 'another workspace has another state';
  if (name.startsWith('TF_AWS_DEFAULT_TAGS')) return 'the AWS provider tags every resource with it';
  if (name === CONFIG) return 'its file holds more than where providers come from';
  return 'it may change what is planned';
}

/** https://developer.hashicorp.com/terraform/cli/config/config-file#provider-installation */
function onlyInstalls(file: string): boolean {
  if (!existsSync(file)) return true;
  try {
    const words =
      readFileSync(file, 'utf8')
        .replaceAll(/"[^"\\]*"/g, ' ')
        .match(/[^\s{}[\]=,]+/g) ?? [];
    return words.every((word) => SETTINGS.test(word));
  } catch {
    return false;
  }
}
