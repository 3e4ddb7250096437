import { cpSync, mkdirSync, readFileSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { temporaryFolder } from '../../../local/test-support';
import { repositoryRoot } from '../../../scripts/files/repository-root';
import { shippedEnvironments, shippedGitHub, shippedProgram } from '../synth/shipped';
import { synth } from '../synth/synth';
import { compareArguments } from './compare-arguments';
import { type Used, usedArguments } from './used-arguments';

const { folder, remove } = temporaryFolder('compare-arguments');
const older = join(repositoryRoot(), 'node_modules');
let used: Used[];

beforeAll(() => {
  synth({
    outdir: folder,
    environments: shippedEnvironments(),
    repository: shippedGitHub,
    program: shippedProgram,
    keep: ['dev', 'prod'],
  });
  used = usedArguments(join(folder, 'stacks'));
});
afterAll(remove);

test('every argument in use is declared by the bindings, nested ones too', () => {
  const { count, faults } = compareArguments(used, older, older);
  expect(faults).toEqual([]);
  expect(count).toBeGreaterThan(200);
  const bucket = used.find(({ type }) => type === 'aws_s3_bucket_lifecycle_configuration');
  expect(Object.keys(bucket?.arguments['rule']?.['expiration'] ?? {})).toContain('days');
});

/** The bindings of one type as they are, with `change` made to their declarations. */
function changed(module: string, change: (text: string) => string): string {
  const packages = join(folder, `packages-${copies++}`);
  const at = join('@cdktf/provider-aws/lib', module);
  mkdirSync(join(packages, at), { recursive: true });
  cpSync(join(older, at), join(packages, at), { recursive: true });
  const file = join(packages, at, 'index.d.ts');
  const text = readFileSync(file, 'utf8');
  const other = change(text);
  expect(other).not.toBe(text);
  writeFileSync(file, other);
  return packages;
}
let copies = 0;

const held = (type: string, newer: string) =>
  compareArguments(
    used.filter((one) => one.type === type),
    older,
    newer,
  ).faults;

test('what is gone, has changed or is required now is named', () => {
  const queue = (change: (text: string) => string) => held('aws_sqs_queue', changed('sqs-queue', change));
  const retention = 'aws_sqs_queue.message_retention_seconds';
  expect(queue((text) => text.replaceAll('#message_retention_seconds', '#retention_seconds'))).toEqual([
    `${retention}: is gone`,
  ]);
  expect(queue((text) => text.replace('messageRetentionSeconds?: number', 'messageRetentionSeconds?: string'))).toEqual(
    [`${retention}: was number, is string`],
  );
  expect(queue((text) => text.replace('readonly namePrefix?:', 'readonly namePrefix:'))).toEqual([
    'aws_sqs_queue.name_prefix: is required now',
  ]);
  expect(queue((text) => text.replaceAll('cdktf', 'cdktn'))).toEqual([]);
});

test('in a nested block too, whatever the bindings call it', () => {
  const rule = (change: (text: string) => string) =>
    held('aws_s3_bucket_lifecycle_configuration', changed('s3-bucket-lifecycle-configuration', change));
  expect(rule((text) => text.replace('readonly days?: number', 'readonly days?: string'))).toEqual([
    'aws_s3_bucket_lifecycle_configuration.rule.expiration.days: was number, is string',
  ]);
  expect(
    rule((text) => text.replaceAll('LifecycleConfigurationRuleExpiration', 'LifecycleConfigurationExpiry')),
  ).toEqual([]);
});

test('a type that the bindings no longer know is gone', () => {
  expect(held('aws_sqs_queue', folder)).toEqual(['aws_sqs_queue: is gone']);
});
