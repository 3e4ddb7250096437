import { mkdirSync, rmSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { temporaryFolder } from '../../local/test-support';
import { providersOf } from './providers';

const { folder, remove } = temporaryFolder('providers');
afterAll(remove);
const folders = { stacks: join(folder, 'stacks'), locks: join(folder, 'locks') };

const stack = (environment: string, required_providers: object) => {
  mkdirSync(join(folders.stacks, environment), { recursive: true });
  writeFileSync(
    join(folders.stacks, environment, 'cdk.tf.json'),
    JSON.stringify({ terraform: { required_providers } }),
  );
};
const lock = (environment: string, text: string) =>
  writeFileSync(join(folders.locks, `${environment}.terraform.lock.hcl`), text);
const LOCK = `# This file is maintained automatically by "terraform init".

provider "registry.terraform.io/hashicorp/aws" {
  version     = "6.25.0"
  constraints = "6.25.0"
  hashes = [
    "zh:00ff",
    "h1:abc=",
  ]
}

provider "registry.terraform.io/hashicorp/null" {
  version = "3.2.4"
  hashes = [
    "h1:def=",
  ]
}
`;

beforeEach(() => {
  rmSync(folder, { recursive: true, force: true });
  mkdirSync(folders.locks, { recursive: true });
  stack('dev', { aws: { source: 'aws', version: '6.25.0' }, null: { source: 'hashicorp/null', version: '~> 3.2' } });
  lock('dev', LOCK);
});

test('version and hashes are those of the lock file', () =>
  expect(providersOf(['dev'], folders, 'terraform')).toEqual([
    { source: 'registry.terraform.io/hashicorp/aws', version: '6.25.0', hashes: ['h1:abc=', 'zh:00ff'] },
    { source: 'registry.terraform.io/hashicorp/null', version: '3.2.4', hashes: ['h1:def='] },
  ]));

test('what two environments share stands once, with the hashes of both', () => {
  stack('prod', { aws: { source: 'aws', version: '6.25.0' } });
  lock('prod', LOCK.replace('h1:abc=', 'h1:xyz='));
  expect(providersOf(['dev', 'prod'], folders, 'terraform').map(({ hashes }) => hashes)).toEqual([
    ['h1:abc=', 'h1:xyz=', 'zh:00ff'],
    ['h1:def='],
  ]);
});

test('before there is a lock file, an exact version is one, without hashes', () => {
  rmSync(join(folders.locks, 'dev.terraform.lock.hcl'));
  stack('dev', { aws: { source: 'aws', version: '6.25.0' } });
  expect(providersOf(['dev'], folders, 'tofu')).toEqual([
    { source: 'registry.opentofu.org/hashicorp/aws', version: '6.25.0', hashes: [] },
  ]);
  stack('dev', { aws: { source: 'aws', version: '~> 6.25' } });
  expect(() => providersOf(['dev'], folders, 'terraform')).toThrow('only a lock file says');
});

test.each([
  ['a block that does not end', LOCK.slice(0, -2)],
  ['no version', LOCK.replace('  version = "3.2.4"\n', '')],
  ['no hashes', LOCK.replace(/ {2}hashes = \[\n {4}"h1:def=",\n {2}\]\n/, '')],
])('a lock file with %s is refused by name', (_, text) => {
  lock('dev', text);
  expect(() => providersOf(['dev'], folders, 'terraform')).toThrow(
    /dev\.terraform\.lock\.hcl is not as Terraform writes it/,
  );
});
