import { readdirSync, readFileSync, statSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { inputsDigest, recordSynthesis } from '../../scripts/programs/current-synthesis';
import { blocksOfType, number } from '../../terraform/query';
import { readStack } from '../../terraform/read-stack';
import { startProcesses } from '../start/start-process';

jest.setTimeout(120_000);

const here = startProcesses('smoke');
const other = startProcesses('smoke-other');
afterAll(() => {
  here.end();
  other.end();
});

/** Another retention, timeout and number of days: as if somebody had changed them behind the stack's back. */
function change({ checkout, outdir }: typeof here): void {
  const file = join(outdir, 'stacks/dev/cdk.tf.json');
  const json = JSON.parse(readFileSync(file, 'utf8')) as {
    resource: Record<string, Record<string, Record<string, unknown>>>;
  };
  for (const one of Object.values(json.resource['aws_lambda_function'] ?? {}))
    one['timeout'] = Number(one['timeout']) + 1;
  for (const one of Object.values(json.resource['aws_s3_bucket_lifecycle_configuration'] ?? {})) {
    one['rule'] = (one['rule'] as object[]).slice(1);
  }
  writeFileSync(file, JSON.stringify(json));
  const files = readdirSync(outdir, { recursive: true, encoding: 'utf8' });
  recordSynthesis(
    outdir,
    inputsDigest(checkout),
    files.filter((name) => statSync(join(outdir, name)).isFile()),
    'shipped',
    checkout,
  );
}

/** @param extra more of the process's environment */
const smoke = (args: readonly string[], extra: Readonly<Record<string, string>> = {}) =>
  here.run(args, '', [
    'env',
    ...['AWS_PROFILE', 'AWS_ACCESS_KEY_ID', 'AWS_SECRET_ACCESS_KEY', 'AWS_SESSION_TOKEN', 'AWS_ENDPOINT_URL'].flatMap(
      (name) => ['-u', name],
    ),
    // None of this machine's own.
    `HOME=${here.folder}`,
    'AWS_EC2_METADATA_DISABLED=true',
    ...Object.entries(extra).map(([name, value]) => `${name}=${value}`),
    'node',
    'scripts/run.mjs',
    'local/smoke/main.ts',
  ]);

/** Who `--serve` says that one is. */
async function serving({ start }: typeof here) {
  const { child, said, ended } = start(['--serve']);
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

const stack = () => readStack(join(here.outdir, 'stacks/dev'));

test('a deployment that is as the stack says, and who may not read it', async () => {
  const { variables, producer, stop } = await serving(here);
  const { code, out, err } = await smoke(['--env', 'dev'], variables);
  expect(err).toMatch(/\n[\d,]+ attributes alike, 0 different, 0 not served locally, \d+ can't be read\.\n$/);
  expect(code).toBe(0);
  const { accountId } = stack();
  expect(out).not.toContain(accountId);
  const rows = out.split('\n').filter((line) => line.startsWith('| `aws_'));
  expect(rows.filter((row) => row.endsWith('| alike |')).length).toBeGreaterThan(300);
  expect(rows.filter((row) => !/\| (alike|can't be read: .*) \|$/.test(row))).toEqual([]);

  const refused = await smoke(['--env', 'dev'], producer);
  expect(refused).toMatchObject({ code: 1, out: '' });
  expect(refused.err).toMatch(/^Nothing could be read: AccessDenied/m);
  const unknown = await smoke(['--env', 'dev'], { ...variables, AWS_ACCESS_KEY_ID: 'AKIAOTHER' });
  expect(unknown).toMatchObject({ code: 1, out: '' });
  expect(unknown.err).toMatch(/^AWS does not take the credentials \(.*\): renew them, then try again\.$/m);
  await stop();
});

test('what was changed behind the stack’s back, by name', async () => {
  change(other);
  const { variables, stop } = await serving(other);
  const { code, out, err } = await smoke(['--env', 'dev', '--out', 'page.md'], variables);
  await stop();
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
  const { code, out, err } = await smoke(['--env', 'dev'], { AWS_ENDPOINT_URL: 'http://127.0.0.1:9' });
  expect([code, out]).toEqual([1, '']);
  expect(err).toMatch(/^No AWS credentials were found \(.*\)\. Set AWS_PROFILE, .*\n$/);
});

test('nothing answers', async () => {
  const variables = {
    AWS_ENDPOINT_URL: 'http://127.0.0.1:9',
    AWS_ACCESS_KEY_ID: 'AKIA',
    AWS_SECRET_ACCESS_KEY: 'x',
  };
  const { code, err } = await smoke(['--env', 'dev'], variables);
  expect(code).toBe(1);
  expect(err).toMatch(/^Nothing answers at http:\/\/127\.0\.0\.1:9 \(.*\): start "npm start -- --serve"/m);
});
