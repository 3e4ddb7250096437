import { spawnSync } from 'node:child_process';
import {
  existsSync,
  mkdirSync,
  mkdtempSync,
  readdirSync,
  readFileSync,
  rmSync,
  statSync,
  writeFileSync,
} from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { scratchCheckout } from '../../../scripts/files/scratch-checkout';
import { serviceModels } from '../../../catalog/models/service-models';

const folder = mkdtempSync(join(tmpdir(), 'another-checkout-'));
const root = join(folder, 'one');
const here = join(folder, 'here');

/** `npm run synth`, as it runs. */
const run = (cwd: string, outdir: string, args: string[] = []) =>
  spawnSync(process.execPath, [join(cwd, 'scripts/run.mjs'), 'environments/commands/synth/main.ts', ...args], {
    cwd,
    encoding: 'utf8',
    env: { ...process.env, CDKTF_OUTDIR: outdir },
  });

const files = (of: string): Record<string, string> =>
  Object.fromEntries(
    readdirSync(of, { recursive: true, encoding: 'utf8' })
      .filter((name) => statSync(join(of, name)).isFile())
      .map((name) => [name, readFileSync(join(of, name), 'utf8')]),
  );

afterAll(() => rmSync(folder, { recursive: true }));

let first: Record<string, string> = {};

beforeAll(() => {
  scratchCheckout(root);
  const { status, stderr, stdout } = run(root, here);
  expect({ status, stderr, stdout }).toEqual({
    status: 0,
    stderr: '',
    stdout: 'Synthesized cdktf.out/stacks/dev and cdktf.out/stacks/prod, and the bootstrap stack of each\n',
  });
  first = files(here);
});

test('writes two stacks per environment, the bundles that they share, and where all of it is written', () => {
  const functions = [
    ...['check-query-execution', 'notify-failure', 'send-report'],
    ...['start-analytics-workflow', 'start-query-execution'],
  ];
  expect(Object.keys(first).sort()).toEqual([
    ...functions.flatMap((name) =>
      ['contents.json', 'index.mjs', 'index.mjs.map'].map((file) => `bundles/${name}/${file}`),
    ),
    'environments.json',
    'manifest.json',
    ...['bootstrap-dev', 'bootstrap-prod', 'dev', 'prod'].flatMap((name) => [
      `stacks/${name}/cdk.tf.json`,
      `stacks/${name}/sources.json`,
    ]),
  ]);
});

const elsewhere = join(folder, 'a checkout', 'of constructs');

test('gives the same bytes in another checkout, where everything is bundled anew', () => {
  scratchCheckout(elsewhere);
  const { status, stderr } = run(elsewhere, join(elsewhere, 'cdktf.out'));
  expect({ status, stderr }).toEqual({ status: 0, stderr: '' });
  const second = files(join(elsewhere, 'cdktf.out'));
  expect(Object.keys(second)).toEqual(Object.keys(first));
  // Source maps name packages by where the links lead; what Terraform reads must be the same to the byte.
  for (const [name, text] of Object.entries(first))
    if (!name.endsWith('.map')) expect([name, second[name] === text]).toEqual([name, true]);
});

test('names that AWS would refuse, and those of two resources, are told all at once, with where they are written', () => {
  const stack = join(elsewhere, 'environments/analytics-stack.ts');
  const text = readFileSync(stack, 'utf8');
  const queue = "import { SqsQueue } from '@cdktf/provider-aws/lib/sqs-queue';\n";
  const added = `
    new FunctionWithRole(this, 'start-query-execution', { deployment: { ...deployment, application: 'a'.repeat(50) }, description: 'x', statements: [] });
    new SqsQueue(this, 'same', { name: 'report-schedule-dlq-dev-blog' });
    this.output('events_bucket'`;
  writeFileSync(
    stack,
    `import { FunctionWithRole } from '../constructs/parts/function-with-role';\n${queue}${text.replace("\n    this.output('events_bucket'", added)}`,
  );
  const outdir = join(elsewhere, 'refused');
  const { status, stderr } = run(elsewhere, outdir, ['--env', 'dev']);
  writeFileSync(stack, text);
  const name = `dev-${'a'.repeat(50)}-start-query-execution`;
  const line = text.slice(0, text.indexOf("\n    this.output('events_bucket'")).split('\n').length + 3;
  const deadLetters = sourceLine('constructs/schedule.ts', "deadLetterQueue(this, deployment, 'report-schedule-dlq')");
  expect({ status, stderr: stderr.split('\n') }).toEqual({
    status: 1,
    stderr: [
      'AWS would refuse names:',
      `  dev: aws_iam_role.start-query-execution_role (environments/analytics-stack.ts:${line}): name is "${name}"; it must ` +
        'have at most 64 characters, and has 76 (iam:CreateRole, botocore ' +
        `${serviceModels().botocore}).`,
      `  dev: aws_lambda_function.start-query-execution (environments/analytics-stack.ts:${line}): function_name is "${name}"; ` +
        'it must have at most 64 characters, and has 76 (https://docs.aws.amazon.com/lambda/latest/api/API_CreateFunction.html).',
      `  dev: aws_sqs_queue.schedule_dead-letter-queue (constructs/schedule.ts:${deadLetters}): name is ` +
        `"report-schedule-dlq-dev-blog", as that of dev: aws_sqs_queue.same (environments/analytics-stack.ts:${line + 1}); ` +
        'each needs a name of its own.',
      '',
    ],
  });
  expect(existsSync(join(outdir, 'stacks'))).toBe(false);
});

const sourceLine = (file: string, text: string) =>
  readFileSync(join(root, file), 'utf8')
    .split('\n')
    .findIndex((line) => line.includes(text)) + 1;

test('tells the environments in the order of promotion', () => {
  expect(first['environments.json']).toBe('["dev","prod"]\n');
});

test('holds no absolute path', () => {
  for (const [name, text] of Object.entries(first)) {
    const found = [root, folder, tmpdir()].filter((path) => text.includes(`${path}/`));
    expect([name, found]).toEqual([name, []]);
  }
});

test('the smoke test loads a bundle from where Terraform runs, and fails on one that is broken', () => {
  const { resource } = JSON.parse(first['stacks/dev/cdk.tf.json'] ?? '{}') as {
    resource: { null_resource: Record<string, { provisioner: [{ 'local-exec': LocalExec }] }> };
  };
  const smokeTest = resource.null_resource['report-workflow_send-report_bundle_smoke-test'];
  const { interpreter, command } = smokeTest?.provisioner[0]['local-exec'] ?? { interpreter: [], command: '' };
  const smoke = () =>
    spawnSync(interpreter[0] ?? '', [...interpreter.slice(1), command], { cwd: join(here, 'stacks/dev') });
  expect(smoke().status).toBe(0);
  const bundle = join(here, 'bundles/send-report/index.mjs');
  writeFileSync(bundle, 'export const handlers = 1;');
  expect({ status: smoke().status, stderr: smoke().stderr.toString() }).toEqual({
    status: 1,
    stderr: expect.stringContaining('send-report: the bundle exports no function named handler'),
  });
});

interface LocalExec {
  readonly interpreter: string[];
  readonly command: string;
}

test('a second synth changes nothing, mends a bundle, keeps what Terraform left, removes stacks that are no more', () => {
  const left = ['stacks/dev/zips/send-report.zip', 'stacks/dev/.terraform/providers', 'stacks/dev/.terraform.lock.hcl'];
  writeFileSync(join(here, 'bundles/send-report/index.mjs'), 'broken');
  for (const name of [...left, 'stacks/old/cdk.tf.json', 'stacks/bootstrap-old/cdk.tf.json']) {
    mkdirSync(join(here, name, '..'), { recursive: true });
    writeFileSync(join(here, name), 'left');
  }
  expect(run(root, here, ['--env', 'dev']).stdout).toBe(
    'Synthesized cdktf.out/stacks/dev, and the bootstrap stack of each\n',
  );
  expect(['old', 'bootstrap-old'].filter((name) => existsSync(join(here, 'stacks', name)))).toEqual([]);
  expect(files(here)).toEqual({
    ...first,
    ...Object.fromEntries(left.map((name) => [name, 'left'])),
    'manifest.json': expect.any(String),
  });
});

test('says where a policy, and each statement of it, is written', () => {
  const sources = JSON.parse(first['stacks/dev/sources.json'] ?? '{}') as Record<string, Source>;
  const policy = sources['aws_iam_role_policy.report-workflow_send-report_role_policy'];
  expect(lineAt(policy)).toBe("const sendReport = new FunctionWithRole(this, 'send-report', {");
  expect(lineAt(policy?.statements?.['ReadResults'])).toContain("allow('ReadResults', 'athena:GetQueryResults'");
  expect(lineAt(policy?.statements?.['WriteOwnLogs'])).toContain("allow('WriteOwnLogs'");
  expect(lineAt(sources['aws_sqs_queue.schedule_dead-letter-queue'])).toContain(
    "deadLetterQueue(this, deployment, 'report-schedule-dlq')",
  );
});

interface Source {
  readonly file: string;
  readonly line: number;
  readonly statements?: Readonly<Record<string, Source>>;
}

const lineAt = (source: Source | undefined) =>
  source && readFileSync(join(root, source.file), 'utf8').split('\n')[source.line - 1]?.trim();

test.each([
  [['--evn', 'dev'], "Unknown option '--evn'. Usage: npm run synth [-- --env NAME]\n"],
  [['--env', 'qa'], '--env qa: there is no such environment; choose one of dev, prod.\n'],
])('refuses %j', (args, words) => {
  const { status, stderr } = run(root, join(folder, 'refused'), args);
  expect({ status, stderr }).toEqual({ status: 1, stderr: words });
  expect(existsSync(join(folder, 'refused'))).toBe(false);
});
