import { mkdtempSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
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
