import { cpSync, existsSync, mkdirSync, readFileSync, rmSync, writeFileSync } from 'node:fs';
import { createServer, type IncomingHttpHeaders } from 'node:http';
import { type AddressInfo } from 'node:net';
import { join } from 'node:path';
import { type Account, standUp } from '../../../local/aws/account';
import { SimulatedClock } from '../../../local/aws/shared/clock';
import { temporaryFolder } from '../../../local/test-support';
import { readStack } from '../../../terraform/read-stack';
import { fixtureSummary } from '../../shared/test-support';
import { main as fetchPlan } from './fetch';
import { digestOf } from './manifest';
import { main as savePlan } from './save';

const { folder, remove } = temporaryFolder('saved-plan');
const commit = 'c0ffee'.padEnd(40, '0');
const bucket = 'terraform-state-blog-000000000000';
const folders = { stacks: join(folder, 'cdktf.out/stacks'), locks: join(folder, 'locks') };
const planFolder = join(folder, 'plan');
const stack = join(folders.stacks, 'dev');
let account: Account;
let printed: string;
const environment = { ...process.env };

/** Two jobs, each with a checkout: the one that plans, and the one that applies. */
beforeAll(async () => {
  mkdirSync(join(stack, 'zips'), { recursive: true });
  mkdirSync(folders.locks);
  mkdirSync(planFolder);
  mkdirSync(join(folder, 'cdktf.out/bundles'));
  const place = { region: 'eu-west-1', allowed_account_ids: ['000000000000'] };
  const backend = { bucket, key: 'dev/analytics.tfstate', encrypt: true, use_lockfile: true, ...place };
  const provider = { aws: [place] };
  const resource = { aws_s3_bucket: { state: { bucket } } };
  const archive = { type: 'zip', output_path: 'zips/send.zip', source_file: '../../bundles/send.mjs' };
  writeFileSync(
    join(stack, 'cdk.tf.json'),
    JSON.stringify({
      terraform: { backend: { s3: backend } },
      provider,
      data: { archive_file: { send: archive } },
      resource,
    }),
  );
  const bootstrap = join(folders.stacks, 'bootstrap-dev');
  mkdirSync(bootstrap);
  const output = { state_bucket: { value: '${aws_s3_bucket.state.bucket}' } };
  writeFileSync(join(bootstrap, 'cdk.tf.json'), JSON.stringify({ provider, resource, output }));
  writeFileSync(join(stack, 'zips/send.zip'), 'the zip');
  writeFileSync(join(folder, 'cdktf.out/bundles/send.mjs'), 'the bundle');
  writeFileSync(join(folders.locks, 'dev.terraform.lock.hcl'), '# locked\n');
  cpSync(join(folders.locks, 'dev.terraform.lock.hcl'), join(stack, '.terraform.lock.hcl'));
  writeFileSync(join(planFolder, 'plan.tfplan'), Buffer.from([0x50, 0x4b, 3, 4, 0xff, 0]));
  writeFileSync(join(planFolder, 'summary.json'), JSON.stringify(fixtureSummary('update')));
  writeFileSync(join(planFolder, 'plan.json'), '{"secret":"hunter2"}');
  account = await standUp(readStack(stack), { clock: new SimulatedClock(new Date()), folder: join(folder, 'run') });
  const { accessKeyId, secretAccessKey, sessionToken } = account.credentialsFor(account.operator);
  Object.assign(process.env, {
    AWS_ENDPOINT_URL: account.endpoint,
    AWS_ACCESS_KEY_ID: accessKeyId,
    AWS_SECRET_ACCESS_KEY: secretAccessKey,
    ...(sessionToken ? { AWS_SESSION_TOKEN: sessionToken } : {}),
  });
  jest.spyOn(process.stdout, 'write').mockImplementation((text) => ((printed += String(text)), true));
  jest.spyOn(process.stderr, 'write').mockReturnValue(true);
});
beforeEach(() => {
  printed = '';
});
afterAll(async () => {
  process.env = environment;
  jest.restoreAllMocks();
  await account.close();
  remove();
});

const of = (more: readonly string[] = []) => ['--env', 'dev', '--bucket', bucket, '--commit', commit, ...more];
/** The digest that the last save told; of none, one that no manifest has. */
const told = () => /^manifest=([0-9a-f]{64})$/m.exec(printed)?.[1] ?? '0'.repeat(64);
const save = () => savePlan(of(['--from', planFolder]), folders);
/** As the next job does: with the stack that was carried there, but no hidden file of it. */
async function fetched(change: (stack: string) => void = () => undefined, manifest = told()) {
  const there = join(folder, 'next');
  rmSync(there, { recursive: true, force: true });
  cpSync(join(folder, 'cdktf.out'), join(there, 'cdktf.out'), { recursive: true });
  rmSync(join(there, 'cdktf.out/stacks/dev/.terraform.lock.hcl'));
  change(join(there, 'cdktf.out/stacks/dev'));
  const next = { stacks: join(there, 'cdktf.out/stacks'), locks: folders.locks };
  const code = await fetchPlan(of(['--from', join(there, 'plan'), '--manifest', manifest]), next);
  return { code, plan: join(there, 'plan'), stack: join(next.stacks, 'dev') };
}

const errors = () => jest.spyOn(console, 'error').mockImplementation((text) => (printed += `${text}\n`));

test('a plan that is gone is as a stale one, and no failure', async () => {
  errors();
  expect((await fetched()).code).toBe(0);
  expect(printed).toContain('dev: the plan of c0ffee0 is gone: a plan is kept for a day. Nothing was applied.');
  expect(printed).toContain('gone=true\n');
});

/** Asks S3 with an endpoint in its place, once. */
async function fetchedFrom(endpoint: string, message: RegExp) {
  process.env['AWS_ENDPOINT_URL'] = endpoint;
  process.env['AWS_MAX_ATTEMPTS'] = '1';
  try {
    await expect(fetched()).rejects.toThrow(message);
    expect(printed).not.toContain('gone');
  } finally {
    process.env['AWS_ENDPOINT_URL'] = account.endpoint;
    delete process.env['AWS_MAX_ATTEMPTS'];
  }
}

test('S3 that can’t be reached is told as that', () =>
  fetchedFrom('http://127.0.0.1:9', /manifest\.json can't be read: S3 is not reached \(.*ECONNREFUSED/));

test.each([
  [403, 'AccessDenied', /AccessDenied: told to\): the role needs s3:GetObject on plans/],
  [400, 'ExpiredToken', /ExpiredToken: told to\): the role's hour is over: run this job again/],
  [404, 'NoSuchBucket', /NoSuchBucket: told to\): there is no such bucket: run "npm run bootstrap"/],
  [503, 'SlowDown', /SlowDown: told to\): S3 asks for patience/],
  [500, 'Whatever', /Whatever: told to\): S3 fails, or is out of reach/],
])('%d %s is told as what it is, and never as a plan that is gone', async (status, code, message) => {
  const server = createServer((_, response) => {
    response.writeHead(status, { 'content-type': 'application/xml' });
    response.end(`<Error><Code>${code}</Code><Message>told to</Message></Error>`);
  });
  await new Promise<void>((resolve) => server.listen(0, '127.0.0.1', resolve));
  try {
    await fetchedFrom(`http://127.0.0.1:${(server.address() as AddressInfo).port}`, message);
  } finally {
    server.closeAllConnections();
    server.close();
  }
});

test('what one job plans, the next gets byte by byte, with the lock file in place', async () => {
  expect(await save()).toBe(0);
  expect(printed.split('\n')).toEqual([`manifest=${told()}`, `zips=${digestOf('the zip')}  send.zip`, '']);
  const manifest = told();
  const { code, plan, stack: there } = await fetched();
  expect(code).toBe(0);
  expect(readFileSync(join(plan, 'plan.tfplan'))).toEqual(readFileSync(join(planFolder, 'plan.tfplan')));
  expect(digestOf(readFileSync(join(plan, 'manifest.json')))).toBe(manifest);
  expect(readFileSync(join(there, '.terraform.lock.hcl'), 'utf8')).toBe('# locked\n');
  // The JSON of the plan holds secrets, and nobody needs it any more.
  expect(existsSync(join(plan, 'plan.json'))).toBe(false);
  expect(account.objects.list(bucket, '').sort()).toEqual(
    ['manifest.json', 'plan.tfplan', 'summary.json'].map((name) => `plans/dev/${commit}/${name}`),
  );
});

test.each([
  ['cdk.tf.json', (at: string) => writeFileSync(join(at, 'cdk.tf.json'), readFileSync(join(at, 'cdk.tf.json')) + ' ')],
  ['zips/send.zip', (at: string) => writeFileSync(join(at, 'zips/send.zip'), 'another zip')],
  ['bundles/send.mjs', (at: string) => writeFileSync(join(at, '../../bundles/send.mjs'), 'another bundle')],
])('%s that is not what was planned is named, with both digests', async (name, change) => {
  await save();
  await expect(fetched(change)).rejects.toThrow(
    new RegExp(
      `not what was planned, and nothing was applied:\\n  .*/${name} has sha256 \\w{64}; planned with \\w{64}\n`,
    ),
  );
});

test('a zip that did not come along is named', async () => {
  await save();
  const lost = (at: string) => rmSync(join(at, 'zips'), { recursive: true });
  await expect(fetched(lost)).rejects.toThrow(/zips\/send\.zip can't be read \(ENOENT\); planned with sha256/);
});

test('a plan that was changed in the bucket is refused', async () => {
  await save();
  await account.objects.put(bucket, `plans/dev/${commit}/plan.tfplan`, Buffer.from('another plan'), {});
  await expect(fetched()).rejects.toThrow(/plan\.tfplan has sha256/);
});

test('another plan of the same commit, saved in between, is not the one that was asked for', async () => {
  await save();
  const reviewed = told();
  writeFileSync(join(planFolder, 'plan.tfplan'), 'planned once more');
  printed = '';
  await save();
  const now = told();
  errors();
  expect((await fetched(undefined, reviewed)).code).toBe(0);
  expect(printed).toMatch(/another plan of c0ffee0 has taken its place: its manifest has sha256(.|\n)*gone=true\n/);
  expect(existsSync(join(folder, 'next/plan/plan.tfplan'))).toBe(false);
  expect((await fetched(undefined, now)).code).toBe(0);
});

/** Writes a manifest as somebody might who wants less to be looked at. */
async function forge(change: (manifest: { stack: Record<string, string>; plan: Record<string, string> }) => object) {
  await save();
  const key = `plans/dev/${commit}/manifest.json`;
  const manifest = JSON.parse(readFileSync(account.objects.path(bucket, key), 'utf8')) as never;
  const forged = Buffer.from(JSON.stringify(change(manifest)));
  await account.objects.put(bucket, key, forged, {});
  return digestOf(forged);
}

test.each<[string, Parameters<typeof forge>[0], RegExp]>([
  [
    'of another environment',
    (all) => ({ ...all, environment: 'prod' }),
    /is of environment prod, and dev was asked for/,
  ],
  [
    'of another commit',
    (all) => ({ ...all, commit: 'd'.repeat(40) }),
    /is of commit d{40}, and c0ffee0* was asked for/,
  ],
  [
    'that leaves a zip out',
    ({ stack, ...all }) => ({ ...all, stack: without(stack, 'zips/send.zip') }),
    /zips\/send\.zip has no digest/,
  ],
  [
    'that leaves the plan out',
    ({ plan, ...all }) => ({ ...all, plan: without(plan, 'plan.tfplan') }),
    /plan\.tfplan has no digest/,
  ],
  [
    'that writes elsewhere',
    ({ plan, ...all }) => ({ ...all, plan: { ...plan, '../x': 'a'.repeat(64) } }),
    /"\.\.\/x": not a file's name/,
  ],
  ['that is none', () => ({ version: 2 }), /is no manifest of a saved plan/],
])('a manifest %s is refused', async (_, change, message) => {
  const manifest = await forge(change);
  await expect(fetched(undefined, manifest)).rejects.toThrow(message);
});

const without = (files: Record<string, string>, name: string) =>
  Object.fromEntries(Object.entries(files).filter(([file]) => file !== name));

test('S3 is asked to encrypt, to check what arrives, and to refuse a bucket of another account', async () => {
  const heard: IncomingHttpHeaders[] = [];
  const server = createServer((request, response) => {
    heard.push(request.headers);
    request.resume().on('end', () => response.end());
  });
  await new Promise<void>((resolve) => server.listen(0, '127.0.0.1', resolve));
  process.env['AWS_ENDPOINT_URL'] = `http://127.0.0.1:${(server.address() as AddressInfo).port}`;
  try {
    expect(await save()).toBe(0);
  } finally {
    process.env['AWS_ENDPOINT_URL'] = account.endpoint;
    server.closeAllConnections();
    server.close();
  }
  expect(heard).toHaveLength(3);
  for (const headers of heard) {
    expect(headers).toMatchObject({
      'x-amz-expected-bucket-owner': '000000000000',
      'x-amz-server-side-encryption': 'AES256',
      'x-amz-checksum-sha256': expect.stringMatching(/^[A-Za-z0-9+/]{43}=$/),
    });
  }
});

test.each([
  [['--bucket', bucket, '--commit', 'main'], /--commit main: not the full SHA/],
  [['--commit', commit], /--bucket is missing/],
  [['--commit', commit, '--bucket', bucket, '--env', 'other'], /--env other: there is no such environment/],
  [['--commit', commit, '--brocket', bucket], /--brocket is not an option/],
])('%j is refused', async (args, message) => {
  const rest = args.includes('--env') ? [] : ['--env', 'dev'];
  await expect(savePlan([...rest, '--from', planFolder, ...args], folders)).rejects.toThrow(message);
});
