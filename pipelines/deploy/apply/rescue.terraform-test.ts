import { existsSync, mkdirSync, readFileSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { temporaryFolder } from '../../../local/test-support';
import { writeStack } from '../../fixtures/real-plan';
import { type Folders } from '../../shared/folders';
import { main as plan } from '../plan/main';
import { terraformOrThrow } from '../plan/terraform';
import { digestOf, makeManifest } from '../saved-plan/manifest';
import { main as apply } from './main';
import { StateServer } from './state-server';

const COMMIT = 'c'.repeat(40);
const BUCKET = 'terraform-state-blog-000000000000';
const STATE = `/${BUCKET}/dev/analytics.tfstate`;
const KEPT = `/${BUCKET}/rescued/dev/${COMMIT}-77-2.tfstate`;

const environment = { ...process.env };
let s3: StateServer;
let folder: string;
let remove: () => void;
let folders: Folders;
let stack: string;
let said: string;

beforeEach(async () => {
  s3 = await StateServer.listen();
  ({ folder, remove } = temporaryFolder('rescue'));
  folders = { stacks: join(folder, 'cdktf.out/stacks'), locks: join(folder, 'locks'), accept: () => undefined };
  stack = join(folders.stacks, 'dev');
  mkdirSync(folders.locks);
  const lock = '# This file is maintained automatically by "terraform init".\n';
  writeFileSync(join(folders.locks, 'dev.terraform.lock.hcl'), lock);
  Object.assign(process.env, {
    AWS_ENDPOINT_URL: s3.url,
    AWS_ACCESS_KEY_ID: 'a',
    AWS_SECRET_ACCESS_KEY: 'b',
    GITHUB_RUN_ID: '77',
    GITHUB_RUN_ATTEMPT: '2',
    GITHUB_STEP_SUMMARY: join(folder, 'summary.md'),
  });
  said = '';
  const hear = (text: unknown) => ((said += `${String(text)}\n`), true);
  jest.spyOn(process.stdout, 'write').mockImplementation(hear);
  jest.spyOn(process.stderr, 'write').mockImplementation(hear);
  jest.spyOn(console, 'log').mockImplementation(hear);
  jest.spyOn(console, 'error').mockImplementation(hear);
});
afterEach(() => {
  jest.restoreAllMocks();
  process.env = { ...environment };
  s3.close();
  remove();
});

/** A stack with the backend of the synthesized ones, at an address where the bucket is no host. */
async function planned(): Promise<string[]> {
  const backend = {
    bucket: BUCKET,
    key: 'dev/analytics.tfstate',
    region: 'eu-west-1',
    encrypt: true,
    allowed_account_ids: ['000000000000'],
    use_lockfile: true,
    use_path_style: true,
  };
  writeStack(stack, {
    blocks: { aws_sns_topic__topic: { input: 'a' } },
    more: { terraform: { required_version: '~> 1.11.0', backend: { s3: backend } } },
  });
  const planFolder = join(folder, 'plan');
  await plan(['--env', 'dev', '--out', planFolder, '--no-lock'], folders);
  const { terraform_version: terraformVersion = '' } = JSON.parse(
    (await terraformOrThrow(stack, ['version', '-json'])).stdout,
  ) as { terraform_version?: string };
  const text = JSON.stringify(
    makeManifest({ environment: 'dev', commit: COMMIT, planFolder, stackFolder: stack, terraformVersion }),
  );
  writeFileSync(join(planFolder, 'manifest.json'), text);
  return ['--env', 'dev', '--from', planFolder, '--commit', COMMIT, '--manifest', digestOf(text)];
}

const summary = () => readFileSync(join(folder, 'summary.md'), 'utf8');
const puts = () => s3.requests.filter((asked) => asked === `PUT ${STATE}`).length;

test('a state that S3 takes is written once, and its lock is given back', async () => {
  expect(await apply(await planned(), folders, { pause: 1 })).toBe(0);
  expect(puts()).toBe(1);
  expect([...s3.objects.keys()]).toEqual([STATE]);
});

test('a lock that is held is told as such, with who holds it, and nothing is applied', async () => {
  const args = await planned();
  // As Terraform writes it: https://developer.hashicorp.com/terraform/language/backend/s3#state-locking
  const lock = {
    ID: 'b6e1',
    Operation: 'OperationTypeApply',
    Who: 'ada@desk',
    Version: '1.11.4',
    Created: '2026-11-26T08:00:00Z',
  };
  s3.objects.set(`${STATE}.tflock`, Buffer.from(JSON.stringify({ ...lock, Info: '', Path: STATE })));
  await expect(apply(args, folders, { lockTimeout: '1s' })).rejects.toThrow(
    /^dev: the state is locked, by ada@desk since 2026-11-26 08:00:00 .*, lock b6e1\. Nothing was applied\./,
  );
  expect([...s3.objects.keys()]).toEqual([`${STATE}.tflock`]);
  expect(summary()).toContain('## dev: not applied: somebody else holds the lock ⚠️');
  expect(summary()).not.toContain('half-way');
  // Whoever held it is done while it is waited for.
  let asked = 0;
  s3.refuses = (request) => {
    if (request === `PUT ${STATE}.tflock` && ++asked === 2) s3.objects.delete(`${STATE}.tflock`);
    return false;
  };
  expect(await apply(args, folders)).toBe(0);
});

test('a state that can’t be written at first is written at a later try', async () => {
  const args = await planned();
  s3.refuses = (asked) => asked === `PUT ${STATE}` && puts() <= 3;
  expect(await apply(args, folders, { pause: 1 })).toBe(0);
  expect(said).toContain('dev: the state was written after all, at a later try.');
  expect(s3.objects.get(STATE)?.toString()).toContain('aws_sns_topic__topic');
  expect([...s3.objects.keys()]).toEqual([STATE]);
  expect(existsSync(join(stack, 'errored.tfstate'))).toBe(false);
  expect(summary()).toContain('## dev: applied, and nothing is left to do ✅');
});

test('one that can’t be written at all is kept where only administrators read, and a second run is warned of', async () => {
  const args = await planned();
  s3.refuses = (asked) => asked === `PUT ${STATE}`;
  await expect(apply(args, folders, { pause: 1 })).rejects.toThrow(
    new RegExp(
      `terraform apply failed(.|\\n)*dev: the state could not be written\\.\\nDO NOT RUN THIS AGAIN: .* It lies at s3:/${KEPT}`,
    ),
  );
  expect(s3.objects.get(KEPT)?.toString()).toContain('aws_sns_topic__topic');
  expect(summary()).toContain('## dev: the state could not be written: do not run this again ❌\n');
  expect(summary()).toContain(`**DO NOT RUN THIS AGAIN: `);
  expect(summary()).toContain(`s3:/${KEPT}`);
  expect(said).not.toContain('stands in the state');
  // What an administrator then does.
  s3.refuses = () => false;
  writeFileSync(join(stack, 'state.json'), s3.objects.get(KEPT) ?? '');
  await terraformOrThrow(stack, ['state', 'push', 'state.json']);
  expect((await terraformOrThrow(stack, ['show', '-json'])).stdout).toContain('aws_sns_topic__topic');
});

test('where nothing takes it, that is said, and the file named', async () => {
  const args = await planned();
  s3.refuses = (asked) => asked.startsWith('PUT') && !asked.endsWith('.tflock');
  await expect(apply(args, folders, { pause: 1 })).rejects.toThrow(
    /It could not be kept either \(.*AccessDenied.*s3:PutObject on rescued.*\), and is in .*errored\.tfstate alone/,
  );
  // The next one would bury it.
  await expect(apply(args, folders, { pause: 1 })).rejects.toThrow(
    /errored\.tfstate is a state that an earlier apply could not/,
  );
});
