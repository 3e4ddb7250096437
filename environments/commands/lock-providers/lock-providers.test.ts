import { chmodSync, mkdtempSync, readFileSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { type Program, requiredVersion } from '../../../scripts/programs/tool';
import { AWS_PROVIDER } from '../../parts/aws-provider';
import { lock, main } from './lock-providers';
import { SHIPPED } from '../synth/shipped';

let folder: string;

beforeEach(() => {
  folder = mkdtempSync(join(tmpdir(), 'lock-providers-test-'));
  jest.spyOn(console, 'log').mockReturnValue();
});
afterEach(() => {
  jest.restoreAllMocks();
  rmSync(folder, { recursive: true });
});

/** A stand-in for Terraform, which needs its registry for this: it writes down what it was asked, and does as told. */
function terraform(script: string): string {
  const file = join(folder, 'terraform');
  writeFileSync(file, `#!/bin/sh\necho "$@" > ${folder}/asked\ncat main.tf.json > ${folder}/config\n${script}\n`);
  chmodSync(file, 0o755);
  return file;
}

/** Locks a stack that has one provider, with a Terraform that does as the script says. */
function lockWith(script: string, program: Program = 'terraform', binary = terraform(script)): string {
  const stack = { terraform: { required_version: '1', required_providers: { null: { source: 'null' } } } };
  writeFileSync(join(folder, 'cdk.tf.json'), JSON.stringify(stack));
  lock(folder, join(folder, 'kept'), { program, binary });
  return kept();
}
const kept = (name = 'kept') => readFileSync(join(folder, name), 'utf8');

test("asks for each platform's digests of the stack's providers, without its backend", async () => {
  const binary = terraform('echo digests > .terraform.lock.hcl');
  const locks = join(folder, 'locks');
  await expect(main(['--env', 'dev'], { locks, program: 'tofu', binary, all: SHIPPED })).resolves.toBe(0);
  expect(kept('locks/dev.terraform.lock.hcl')).toBe('digests\n');
  expect(readFileSync(join(folder, 'asked'), 'utf8').trim()).toBe(
    'providers lock -no-color -platform=linux_amd64 -platform=linux_arm64 -platform=darwin_arm64 ' +
      '-platform=darwin_amd64 -platform=windows_amd64',
  );
  const { terraform: config } = JSON.parse(readFileSync(join(folder, 'config'), 'utf8')) as { terraform: object };
  expect(config).toEqual({
    required_version: requiredVersion('tofu'),
    required_providers: {
      archive: expect.objectContaining({ version: '2.7.1' }),
      aws: expect.objectContaining({ version: AWS_PROVIDER }),
      null: expect.objectContaining({ version: '3.2.4' }),
    },
  });
});

test('digests that are there already are handed to Terraform, which holds them against the registry', () => {
  lockWith('echo old >> .terraform.lock.hcl');
  expect(lockWith('echo new >> .terraform.lock.hcl')).toBe('old\nnew\n');
});

test('an unreachable registry is told as such, and leaves what is kept alone', () => {
  lockWith('echo old > .terraform.lock.hcl');
  const message = `printf '│ Error: x: could not connect to\\n│ registry.terraform.io: no such host\\n' >&2`;
  expect(() => lockWith(`echo half > .terraform.lock.hcl; ${message}; exit 1`)).toThrow(
    /^Terraform's registry can't be reached .*: run this where it can be\.\nError: x: could not connect to registry\.terraform\.io/,
  );
  expect(kept()).toBe('old\n');
});

test('another fault of Terraform is told in its words', () => {
  expect(() => lockWith('echo "checksum differs" >&2; exit 1')).toThrow(
    'terraform providers lock failed: checksum differs',
  );
});

test.each<[Program, string]>([
  ['terraform', 'terraform is not on the PATH: install Terraform from 1.11 on, below 2 (https://developer.hashicorp'],
  ['tofu', 'tofu is not on the PATH: install OpenTofu from 1.10 on, below 2 (https://opentofu.org/'],
])('without %s, where to get it is told', (program, message) => {
  expect(() => lockWith('', program, join(folder, 'none'))).toThrow(message);
});
