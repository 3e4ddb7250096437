import { readFileSync } from 'node:fs';
import { join } from 'node:path';
import { UserError } from '../../scripts/user-error';
import { blocksOfType, number } from '../../terraform/query';
import { readStack } from '../../terraform/read-stack';
import { standUp } from '../aws/account';
import { SimulatedClock } from '../aws/shared/clock';
import { startProcesses } from '../start/start-process';
import { changedStacks } from '../test-support';
import { parseOptions } from './options';
import { smoke } from './smoke';

jest.setTimeout(120_000);

const here = startProcesses('smoke');
const environment = { ...process.env };
afterAll(() => {
  process.env = environment;
  here.end();
});

const AWS = ['AWS_PROFILE', 'AWS_ACCESS_KEY_ID', 'AWS_SECRET_ACCESS_KEY', 'AWS_SESSION_TOKEN', 'AWS_ENDPOINT_URL'];
/** None of this machine's own. */
const HERE = { HOME: here.folder, AWS_EC2_METADATA_DISABLED: 'true' };

/** The command, as a person gives it. @param extra more of the process's environment */
const command = (args: readonly string[], extra: Readonly<Record<string, string>>) =>
  here.run(args, '', [
    'env',
    ...AWS.flatMap((name) => ['-u', name]),
    ...Object.entries({ ...HERE, ...extra }).map(([name, value]) => `${name}=${value}`),
    'node',
    'scripts/run.mjs',
    'local/smoke/main.ts',
  ]);

/** The same, in this process. */
async function smokeHere(args: readonly string[], extra: Readonly<Record<string, string>> = {}) {
  const options = parseOptions(args);
  if (options.command !== 'smoke') throw new Error(`${args.join(' ')} compares nothing.`);
  process.env = { ...environment, ...HERE, INIT_CWD: here.folder, ...extra };
  const said = { out: '', err: '' };
  const to = (name: 'out' | 'err') => ({ write: (text: string) => void (said[name] += text) });
  const stacks = join(here.outdir, 'stacks');
  const surroundings = { stacks, variables: process.env, out: to('out'), screen: to('err') };
  const code = await smoke(options, surroundings).catch((error: unknown) => {
    if (!(error instanceof UserError)) throw error;
    said.err += `${error.message}\n`;
    return 1;
  });
  return { code, ...said };
}

/** Who `--serve` says that one is. */
async function serving() {
  const { child, said, ended } = here.start(['--serve']);
  while (!said.out.includes('Messages to subscribers appear here.') && child.exitCode === null) {
    await new Promise((resolve) => setTimeout(resolve, 50));
  }
  const names = ['AWS_ENDPOINT_URL', 'AWS_REGION', 'AWS_ACCESS_KEY_ID', 'AWS_SECRET_ACCESS_KEY'];
  const variables = Object.fromEntries(
    names.map((name) => [name, new RegExp(`${name}=(\\S+)`).exec(said.out)?.[1] ?? '']),
  );
  const producer = /Or as a producer[\s\S]*?AWS_ACCESS_KEY_ID=(\S+) AWS_SECRET_ACCESS_KEY=(\S+)/.exec(said.out) ?? [];
  const stop = async () => {
    child.kill('SIGINT');
    await ended;
  };
  return {
    variables,
    producer: { ...variables, AWS_ACCESS_KEY_ID: producer[1] ?? '', AWS_SECRET_ACCESS_KEY: producer[2] ?? '' },
    stop,
  };
}

/** Another timeout and number of days: as if somebody had changed them behind the stack's back. */
function change(json: string): string {
  const document = JSON.parse(json) as { resource: Record<string, Record<string, Record<string, unknown>>> };
  const all = (type: string) => Object.values(document.resource[type] ?? {});
  for (const one of all('aws_lambda_function')) one['timeout'] = Number(one['timeout']) + 1;
  for (const one of all('aws_s3_bucket_lifecycle_configuration')) one['rule'] = (one['rule'] as object[]).slice(1);
  return JSON.stringify(document);
}

/** The account of such a stack, and who may read it. */
async function changed() {
  const other = readStack(join(changedStacks(here.outdir, { dev: change }), 'dev'));
  const folder = join(here.folder, 'changed');
  const account = await standUp(other, { clock: new SimulatedClock(new Date()), folder });
  const { accessKeyId, secretAccessKey } = account.credentialsFor(account.operator);
  const variables = {
    AWS_ENDPOINT_URL: account.endpoint,
    AWS_REGION: other.region,
    AWS_ACCESS_KEY_ID: accessKeyId,
    AWS_SECRET_ACCESS_KEY: secretAccessKey,
  };
  return { account, variables };
}

const stack = () => readStack(join(here.outdir, 'stacks/dev'));

test('a deployment that is as the stack says, and who may not read it', async () => {
  const { variables, producer, stop } = await serving();
  const { code, out, err } = await command(['--env', 'dev'], variables);
  expect(err).toMatch(/\n[\d,]+ attributes alike, 0 different, 0 not served locally, \d+ can't be read\.\n$/);
  expect(code).toBe(0);
  const { accountId } = stack();
  expect(out).not.toContain(accountId);
  const rows = out.split('\n').filter((line) => line.startsWith('| `aws_'));
  expect(rows.filter((row) => row.endsWith('| alike |')).length).toBeGreaterThan(300);
  expect(rows.filter((row) => !/\| (alike|can't be read: .*) \|$/.test(row))).toEqual([]);

  const refused = await smokeHere(['--env', 'dev'], producer);
  expect(refused).toMatchObject({ code: 1, out: '' });
  expect(refused.err).toMatch(/^Nothing could be read: AccessDenied/m);
  const unknown = await smokeHere(['--env', 'dev'], { ...variables, AWS_ACCESS_KEY_ID: 'AKIAOTHER' });
  expect(unknown).toMatchObject({ code: 1, out: '' });
  expect(unknown.err).toMatch(/^AWS does not take the credentials \(.*\): renew them, then try again\.$/m);
  await stop();
});

test('what was changed behind the stack’s back, by name', async () => {
  const { account, variables } = await changed();
  const { code, out, err } = await smokeHere(['--env', 'dev', '--out', 'page.md'], variables);
  await account.close();
  expect([code, out]).toEqual([1, '']);
  const functions = blocksOfType(stack(), 'aws_lambda_function');
  const timeouts = functions.map(
    (block) =>
      `${block.address}: lambda:GetFunction, Configuration.Timeout: ${number(block, 'timeout') + 1} on AWS, ` +
      `${number(block, 'timeout')} in the stack`,
  );
  const lines = err.split('\n');
  expect(lines.filter((line) => line.includes('lambda:'))).toEqual(timeouts);
  const rules = lines.filter((line) => line.includes('s3:GetBucketLifecycleConfiguration, Rules['));
  expect(rules.length).toBeGreaterThan(0);
  expect(rules.every((line) => line.includes(': (nothing) on AWS, '))).toBe(true);
  const page = readFileSync(join(here.folder, 'page.md'), 'utf8');
  const different = page.split('\n').filter((line) => line.includes('**different**'));
  expect(different).toHaveLength(timeouts.length + rules.length);
});

test('without credentials, one line', async () => {
  const { code, out, err } = await smokeHere(['--env', 'dev'], { AWS_ENDPOINT_URL: 'http://127.0.0.1:9' });
  expect([code, out]).toEqual([1, '']);
  expect(err).toMatch(/^No AWS credentials were found \(.*\)\. Set AWS_PROFILE, .*\n$/);
});

// As a process: an error of Node's is no Error of a test's context.
test('nothing answers', async () => {
  const variables = {
    AWS_ENDPOINT_URL: 'http://127.0.0.1:9',
    AWS_ACCESS_KEY_ID: 'AKIA',
    AWS_SECRET_ACCESS_KEY: 'x',
  };
  const { code, err } = await command(['--env', 'dev'], variables);
  expect(code).toBe(1);
  expect(err).toMatch(/^Nothing answers at http:\/\/127\.0\.0\.1:9 \(.*\): start "npm start -- --serve"/m);
});
