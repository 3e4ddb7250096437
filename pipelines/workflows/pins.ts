/** One release of an action, read from its repository. */
export interface Pin {
  readonly tag: string;
  readonly commit: string;
  /** What it takes: `inputs` of its action.yml at that commit. GitHub warns of others, and goes on. */
  readonly inputs: readonly string[];
}

/**
 * Every action of others that our workflows may use. Dependabot changes tag and commit in the workflows: its pull request
 * is complete once somebody has read what changed and written it here, too.
 */
export const PINS: Readonly<Record<string, Pin>> = {
  'actions/checkout': {
    tag: 'v7.0.1',
    commit: '3d3c42e5aac5ba805825da76410c181273ba90b1',
    inputs: [
      ...['repository', 'ref', 'token', 'ssh-key', 'ssh-known-hosts', 'ssh-strict', 'ssh-user', 'persist-credentials'],
      ...['path', 'clean', 'filter', 'sparse-checkout', 'sparse-checkout-cone-mode', 'fetch-depth', 'fetch-tags'],
      ...['show-progress', 'lfs', 'submodules', 'set-safe-directory', 'github-server-url', 'allow-unsafe-pr-checkout'],
    ],
  },
  'actions/setup-node': {
    tag: 'v7.0.0',
    commit: '820762786026740c76f36085b0efc47a31fe5020',
    inputs: [
      ...['node-version', 'node-version-file', 'architecture', 'check-latest', 'registry-url', 'scope', 'token'],
      ...['cache', 'package-manager-cache', 'cache-dependency-path', 'mirror', 'mirror-token'],
    ],
  },
  'actions/upload-artifact': {
    tag: 'v7.0.0',
    commit: 'bbbca2ddaa5d8feaa63e36b76fdaad77386f024f',
    inputs: [
      ...['name', 'path', 'if-no-files-found', 'retention-days', 'compression-level', 'overwrite'],
      ...['include-hidden-files', 'archive'],
    ],
  },
  'actions/download-artifact': {
    tag: 'v8.0.1',
    commit: '3e5f45b2cfb9172054b4087a40e8e0b5a5461e7c',
    inputs: [
      ...['name', 'artifact-ids', 'path', 'pattern', 'merge-multiple', 'github-token', 'repository', 'run-id'],
      ...['skip-decompress', 'digest-mismatch'],
    ],
  },
  'actions/attest': {
    tag: 'v4.2.2',
    commit: '1e69f48acb82d1966a394da916b4c1698aa569d6',
    inputs: [
      ...['subject-path', 'subject-digest', 'subject-name', 'subject-checksums', 'subject-version', 'sbom-path'],
      ...['predicate-type', 'predicate', 'predicate-path', 'push-to-registry', 'create-storage-record'],
      ...['show-summary', 'github-token'],
    ],
  },
  'aws-actions/configure-aws-credentials': {
    tag: 'v6.2.3',
    commit: 'e6de054238d6b7531b4efff3b6587d9aade6a06c',
    inputs: [
      ...['aws-region', 'aws-profile', 'overwrite-aws-profile', 'role-to-assume', 'aws-access-key-id'],
      ...['aws-secret-access-key', 'aws-session-token', 'web-identity-token-file', 'role-chaining', 'audience'],
      ...['http-proxy', 'no-proxy', 'mask-aws-account-id', 'role-duration-seconds', 'role-external-id'],
      ...['role-session-name', 'role-skip-session-tagging', 'transitive-tag-keys', 'inline-session-policy'],
      ...['managed-session-policies', 'output-credentials', 'output-env-credentials', 'unset-current-credentials'],
      ...['disable-retry', 'retry-max-attempts', 'special-characters-workaround', 'use-existing-credentials'],
      ...['allowed-account-ids', 'force-skip-oidc', 'action-timeout-s', 'custom-tags', 'sts-endpoint'],
    ],
  },
  'hashicorp/setup-terraform': {
    tag: 'v4.0.1',
    commit: 'dfe3c3f87815947d99a8997f908cb6525fc44e9e',
    inputs: [
      'cli_config_credentials_hostname',
      'cli_config_credentials_token',
      'terraform_version',
      'terraform_wrapper',
    ],
  },
  'opentofu/setup-opentofu': {
    tag: 'v2.0.2',
    commit: 'a1320f892987e89d278cc92dc5adc984fb93aca4',
    inputs: [
      ...['cli_config_credentials_hostname', 'cli_config_credentials_token', 'tofu_version', 'tofu_version_file'],
      ...['tofu_wrapper', 'cache', 'github_token', 'provider_acceptance_tests', 'checksums'],
    ],
  },
  'github/codeql-action/upload-sarif': {
    tag: 'v4.36.2',
    commit: '8aad20d150bbac5944a9f9d289da16a4b0d87c1e',
    inputs: ['sarif_file', 'checkout_path', 'ref', 'sha', 'token', 'matrix', 'category', 'wait-for-processing'],
  },
};
