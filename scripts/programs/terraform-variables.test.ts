import { mkdirSync, mkdtempSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { dirname, join } from 'node:path';
import { onlyAwsEndpoints } from './aws-endpoints';
import { refusedVariables, refuseVariables } from './terraform-variables';

const folder = mkdtempSync(join(tmpdir(), 'variables-'));
afterAll(() => rmSync(folder, { recursive: true }));

const refused = (env: Record<string, string>): string[] => refusedVariables(env).map(({ name }) => name);
const settings = (text: string): string => {
  const file = join(folder, 'terraform.rc');
  writeFileSync(file, text);
  return file;
};

test('what changes no plan is let be, and so is what is not theirs', () =>
  expect(
    refused({
      PATH: '/bin',
      AWS_PROFILE: 'x',
      TFENV_ARCH: 'arm64',
      TF_LOG: 'trace',
      TF_IN_AUTOMATION: '1',
      TF_TOKEN_app_terraform_io: 'x',
      TF_WORKSPACE: 'default',
      TF_CLI_ARGS: '',
    }),
  ).toEqual([]));

test('whatever else is theirs is refused, all of it at once', () => {
  const env = { TF_VAR_a: '', TF_CLI_ARGS_apply: '-refresh=false', TOFU_X: '1', TERRAFORM_CONFIG: 'x', TF_NEW: '1' };
  expect(refused(env)).toEqual(['TERRAFORM_CONFIG', 'TF_CLI_ARGS_apply', 'TF_NEW', 'TF_VAR_a', 'TOFU_X']);
  expect(() => refuseVariables(env)).toThrow(/^TERRAFORM_CONFIG is set: [^]*\nTOFU_X is set: .*; unset it\.$/);
});

test.each([
  ['provider_installation {\n  filesystem_mirror {\n    path = "/mirror"\n  }\n}\n', []],
  ['provider_installation { direct { exclude = ["a/*/*"] } }', []],
  ['provider_installation { dev_overrides { "hashicorp/aws" = "/evil" } }', ['TF_CLI_CONFIG_FILE']],
  ['credentials "x" { token = "y" }', ['TF_CLI_CONFIG_FILE']],
])('a file of settings that says %j', (text, names) =>
  expect(refused({ TF_CLI_CONFIG_FILE: settings(text) })).toEqual(names),
);

test.each([
  ['AWS_ENDPOINT_URL', 'https://elsewhere.example'],
  ['AWS_ENDPOINT_URL_S3', 'https://elsewhere.example'],
  ['AWS_S3_ENDPOINT', 'elsewhere.example'],
  ['AWS_STS_ENDPOINT', 'http://127.0.0.1.elsewhere.example'],
])('%s=%s leads elsewhere, and Terraform is not started', (name, value) =>
  expect(() => refuseVariables({ HOME: folder, [name]: value })).toThrow(
    `${name} is set: it leads to another host than AWS; unset it.`,
  ),
);

test('an account on this machine, and whence credentials come, lead nowhere', () => {
  const env = { HOME: folder, AWS_ENDPOINT_URL: 'http://127.0.0.1:4566', AWS_PROFILE: 'admin' };
  expect(() => refuseVariables({ ...env, AWS_EC2_METADATA_SERVICE_ENDPOINT: 'http://169.254.169.254' })).not.toThrow();
  expect(onlyAwsEndpoints(env)).toEqual({});
  expect(onlyAwsEndpoints({ AWS_PROFILE: 'admin' })).toEqual({ AWS_IGNORE_CONFIGURED_ENDPOINT_URLS: 'true' });
});

describe('the files of settings at home', () => {
  const home = join(folder, 'home');
  const write = (path: string, text: string) => {
    mkdirSync(dirname(join(home, path)), { recursive: true });
    writeFileSync(join(home, path), text);
  };
  afterEach(() => rmSync(home, { recursive: true, force: true }));

  test.each(['.terraformrc', '.tofurc', '.config/opentofu/tofurc'])('%s with a stand-in for a provider', (path) => {
    write(path, 'provider_installation { dev_overrides { "hashicorp/aws" = "/evil" } }');
    const file = join(home, path);
    expect(() => refuseVariables({ HOME: home })).toThrow(
      `${file} is there: it holds more than where providers come from; take the rest out`,
    );
    // Terraform reads the one that it is told, and no other.
    const other = settings('provider_installation { direct {} }');
    expect(() => refuseVariables({ HOME: home, TF_CLI_CONFIG_FILE: other })).not.toThrow();
  });

  test('one that says where providers are kept is let be', () => {
    write('.terraformrc', 'plugin_cache_dir = "$HOME/.terraform.d/plugin-cache"\ndisable_checkpoint = true\n');
    expect(() => refuseVariables({ HOME: home })).not.toThrow();
  });
});
