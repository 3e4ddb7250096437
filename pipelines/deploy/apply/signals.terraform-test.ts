import { type ChildProcess, spawn } from 'node:child_process';
import { existsSync, linkSync, mkdirSync, readFileSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { setTimeout as sleep } from 'node:timers/promises';
import { parse } from 'yaml';
import { temporaryFolder } from '../../../local/test-support';
import { repositoryRoot } from '../../../scripts/files/repository-root';
import { program, writeStack } from '../../fixtures/real-plan';
import { type Configuration } from '../../fixtures/scenarios';
import { main as plan } from '../plan/main';
import { terraformOrThrow } from '../plan/terraform';
import { buildProgram } from '../../program/build';
import { digestOf, makeManifest } from '../saved-plan/manifest';

const COMMIT = 'c'.repeat(40);
let folder: string;
let remove: () => void;
let stack: string;
let begun: string;

/** The script of the step that applies, as the runner would get it. */
const { runs } = parse(readFileSync(join(repositoryRoot(), '.github/actions/apply-plan/action.yml'), 'utf8')) as {
  runs: { steps: { id?: string; run?: string }[] };
};
const script = runs.steps.find(({ id }) => id === 'apply')?.run ?? '';

/** What such a job runs. */
const { folder: kept, remove: drop } = temporaryFolder('program');
const built = join(kept, 'program.cjs');
beforeAll(async () => void (await buildProgram(built)));
afterAll(drop);

beforeEach(() => {
  ({ folder, remove } = temporaryFolder('signals'));
  stack = join(folder, 'cdktf.out/stacks/dev');
  begun = join(folder, 'begun');
  mkdirSync(join(folder, 'environments/locks'), { recursive: true });
  writeFileSync(
    join(folder, 'environments/locks/dev.terraform.lock.hcl'),
    '# This file is maintained automatically by "terraform init".\n',
  );
  mkdirSync(join(folder, 'temp/program'), { recursive: true });
  linkSync(built, join(folder, 'temp/program/program.cjs'));
  writeFileSync(join(folder, 'script.sh'), script);
  writeFileSync(join(folder, 'outputs'), '');
  writeFileSync(join(folder, 'summary.md'), '');
  jest.spyOn(process.stdout, 'write').mockReturnValue(true);
  jest.spyOn(process.stderr, 'write').mockReturnValue(true);
  jest.spyOn(console, 'log').mockReturnValue();
});
afterEach(() => {
  jest.restoreAllMocks();
  remove();
});

/** One that is done at once, one that is at work for a minute, one that waits for it. */
const configuration = (): Configuration => ({
  blocks: {
    aws_sqs_queue__quick: { input: 'a' },
    aws_sqs_queue__slow: {
      input: '${terraform_data.aws_sqs_queue__quick.output}',
      provisioner: [{ 'local-exec': { command: `echo > ${begun}; sleep 60; echo > ${begun}-done` } }],
    },
    aws_sqs_queue__later: { input: '${terraform_data.aws_sqs_queue__slow.output}' },
  } as Configuration['blocks'],
});

/** Starts the step as the runner does: `bash`, with the flags of `shell: bash`, which alone gets the signals. */
async function startStep(): Promise<{ step: ChildProcess; ended: Promise<number | null>; said: () => string }> {
  writeStack(stack, configuration());
  const planFolder = join(folder, 'temp/plan');
  await plan(['--env', 'dev', '--out', planFolder], {
    stacks: join(folder, 'cdktf.out/stacks'),
    locks: join(folder, 'environments/locks'),
    accept: () => undefined,
  });
  const { terraform_version: terraformVersion = '' } = JSON.parse(
    (await terraformOrThrow(stack, ['version', '-json'])).stdout,
  ) as { terraform_version?: string };
  const manifest = JSON.stringify(
    makeManifest({ environment: 'dev', commit: COMMIT, planFolder, stackFolder: stack, terraformVersion }),
  );
  writeFileSync(join(planFolder, 'manifest.json'), manifest);
  const step = spawn('bash', ['--noprofile', '--norc', '-e', '-o', 'pipefail', 'script.sh'], {
    cwd: folder,
    env: {
      ...process.env,
      ENVIRONMENT: 'dev',
      GITHUB_SHA: COMMIT,
      MANIFEST: digestOf(manifest),
      LOSS_APPROVED: '',
      RUNNER_TEMP: join(folder, 'temp'),
      GITHUB_OUTPUT: join(folder, 'outputs'),
      GITHUB_STEP_SUMMARY: join(folder, 'summary.md'),
    },
    // Of its own, so that what the test's terminal or runner sends reaches nobody here.
    detached: true,
    stdio: ['ignore', 'pipe', 'pipe'],
  });
  let said = '';
  step.stdout.on('data', (chunk) => (said += String(chunk)));
  step.stderr.on('data', (chunk) => (said += String(chunk)));
  const ended = new Promise<number | null>((resolve) => step.on('close', resolve));
  return { step, ended, said: () => said };
}

async function until(done: () => boolean, ended: Promise<unknown>, said: () => string): Promise<void> {
  let over = false;
  void ended.then(() => (over = true));
  while (!done()) {
    if (over) throw new Error(`The step ended too early:\n${said()}`);
    await sleep(50);
  }
}

interface Resource {
  readonly name: string;
  readonly instances: readonly { readonly status?: string }[];
}
const inState = (): string[] =>
  (JSON.parse(readFileSync(join(stack, 'terraform.tfstate'), 'utf8')) as { resources: Resource[] }).resources
    .map(({ name, instances }) => `${name}${instances[0]?.status ? ` (${instances[0].status})` : ''}`)
    .sort();

test.each<[string, readonly NodeJS.Signals[]]>([
  ['a run that is cancelled', ['SIGINT']],
  ['a runner that asks twice', ['SIGINT', 'SIGTERM']],
  ['a machine that goes down', ['SIGTERM']],
])('%s leaves the state whole and the lock free', async (_, signals) => {
  const { step, ended, said } = await startStep();
  await until(() => existsSync(begun), ended, said);
  expect(existsSync(join(stack, '.terraform.tfstate.lock.info'))).toBe(true);
  for (const signal of signals) {
    step.kill(signal);
    await until(() => said().includes('asked to stop'), ended, said);
  }
  expect(await ended).toBe(1);
  expect(existsSync(join(stack, '.terraform.tfstate.lock.info'))).toBe(false);
  expect(existsSync(`${begun}-done`)).toBe(false);
  // What was begun is known, and made anew next time.
  expect(inState()).toEqual(['aws_sqs_queue__quick', 'aws_sqs_queue__slow (tainted)']);
  expect(said()).toContain('dev: the apply was stopped half-way. What was done stands in the state');
  expect(said().match(/asked to stop/g)).toHaveLength(1);
  expect(readFileSync(join(folder, 'summary.md'), 'utf8')).toContain('## dev: the apply was stopped half-way ⚠️');
  // What is told last is what counts.
  expect(readFileSync(join(folder, 'outputs'), 'utf8')).toBe('outcome=begun\noutcome=stopped\n');
});

/** The steps of docs/reference/killed-apply.md. `terraform_data` stands for what AWS would have made. */
test('what a killed apply made is told to Terraform by its id, and is not made twice', async () => {
  writeStack(stack, configuration());
  await terraformOrThrow(stack, ['init', '-input=false']);
  const apply = spawn(program, ['apply', '-input=false', '-no-color', '-auto-approve'], { cwd: stack });
  let log = '';
  apply.stdout.on('data', (chunk) => (log += String(chunk)));
  const ended = new Promise((resolve) => apply.on('close', resolve));
  await until(
    () => existsSync(begun),
    ended,
    () => log,
  );
  apply.kill('SIGKILL');
  apply.stdout.destroy();
  apply.stderr.destroy();
  await ended;
  const named = (what: string) => [...log.matchAll(new RegExp(`^(\\S+): ${what}`, 'gm'))].map(([, address]) => address);
  const [unknown = '', ...others] = named('Creating\\.').filter((one) => !named('Creation complete').includes(one));
  expect([unknown, others]).toEqual(['terraform_data.aws_sqs_queue__slow', []]);
  await terraformOrThrow(stack, ['import', '-input=false', unknown, 'an-id']);
  expect(inState()).toContain('aws_sqs_queue__slow');
  const { stdout } = await terraformOrThrow(stack, ['plan', '-input=false']);
  expect(stdout).toContain('# terraform_data.aws_sqs_queue__later will be created');
  expect(stdout).not.toContain(`# ${unknown} will be created`);
});
