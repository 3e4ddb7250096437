import { existsSync, mkdirSync, readFileSync, rmSync, statSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { temporaryFolder } from '../../../local/test-support';
import { program, writeStack } from '../../fixtures/real-plan';
import { type Configuration, NEW_SECRET, SECRET } from '../../fixtures/scenarios';
import { main as plan } from '../plan/main';
import { readPlanOutcome } from '../plan/plan-summary';
import { terraformOrThrow } from '../plan/terraform';
import { type Folders } from '../../shared/folders';
import { commandsIn } from '../../github/test-support';
import { programVersion } from '../plan/version';
import { digestOf, makeManifest } from '../saved-plan/manifest';
import { main as apply } from './main';

const COMMIT = 'c'.repeat(40);
let folder: string;
let remove: () => void;
let folders: Folders;
let stack: string;
let said: string;

beforeEach(() => {
  ({ folder, remove } = temporaryFolder('apply'));
  folders = { stacks: join(folder, 'cdktf.out/stacks'), locks: join(folder, 'locks'), accept: () => undefined };
  stack = join(folders.stacks, 'dev');
  mkdirSync(folders.locks);
  // What is written for a stack without providers: nothing but this line.
  const lock = `# This file is maintained automatically by "${program} init".\n`;
  writeFileSync(join(folders.locks, 'dev.terraform.lock.hcl'), lock);
  said = '';
  const hear = (text: unknown) => ((said += `${String(text)}\n`), true);
  jest.spyOn(process.stdout, 'write').mockImplementation(hear);
  jest.spyOn(process.stderr, 'write').mockImplementation(hear);
  jest.spyOn(console, 'log').mockImplementation(hear);
  jest.spyOn(console, 'error').mockImplementation(hear);
  process.env['GITHUB_STEP_SUMMARY'] = join(folder, 'step-summary.md');
});
afterEach(() => {
  jest.restoreAllMocks();
  delete process.env['GITHUB_STEP_SUMMARY'];
  remove();
});

const topic = (value: unknown, secret?: string): Configuration => ({
  blocks: { aws_sns_topic__topic: { input: value } },
  ...(secret === undefined ? {} : { secret }),
});

/** Plans a configuration, and writes beside the plan what "save-plan" would. */
async function planned(name: string, configuration: Configuration, commit = COMMIT): Promise<string> {
  writeStack(stack, configuration);
  const planFolder = join(folder, name);
  expect(await plan(['--env', 'dev', '--out', planFolder], folders)).toBe(0);
  const terraformVersion = await programVersion(stack);
  const manifest = makeManifest({ environment: 'dev', commit, planFolder, stackFolder: stack, terraformVersion });
  writeFileSync(join(planFolder, 'manifest.json'), JSON.stringify(manifest));
  return planFolder;
}

/** What "save-plan" tells of it. */
const manifestOf = (planFolder: string) => digestOf(readFileSync(join(planFolder, 'manifest.json')));

const applyAs = (planFolder: string, manifest: string, lossApproved = '', commit = COMMIT) =>
  apply(
    [
      ...['--env', 'dev', '--from', planFolder, '--commit', commit, '--manifest', manifest],
      `--loss-approved=${lossApproved}`,
    ],
    folders,
  );
const applied = (planFolder: string, lossApproved?: string) =>
  applyAs(planFolder, manifestOf(planFolder), lossApproved);

/** What stands in the state. */
async function state(): Promise<Record<string, unknown>> {
  const { stdout } = await terraformOrThrow(stack, ['show', '-json']);
  const { values } = JSON.parse(stdout) as {
    values?: { root_module: { resources?: { address: string; values: { input: unknown } }[] } };
  };
  const resources = values?.root_module.resources ?? [];
  return Object.fromEntries(resources.map((one) => [one.address, one.values.input]));
}

const ADDRESS = 'terraform_data.aws_sns_topic__topic';
const summaryText = () => readFileSync(join(folder, 'step-summary.md'), 'utf8');

test('the saved plan is applied, and nothing is left; then there is nothing to do', async () => {
  const first = await planned('first', topic('a'));
  expect(said).toContain('changes=true\ndata-loss=false\n');
  expect(await applied(first)).toBe(0);
  expect(await state()).toEqual({ [ADDRESS]: 'a' });
  expect(summaryText()).toContain('## dev: applied, and nothing is left to do ✅\n');
  said = '';
  const second = await planned('second', topic('a'));
  expect(said).toContain('changes=false\ndata-loss=false\n');
  expect(await applied(second)).toBe(0);
  expect(summaryText()).toContain('## dev: nothing to apply ✅');
});

test('a plan that is stale changes nothing, and exits with 3', async () => {
  await applied(await planned('before', topic('a')));
  const stale = await planned('stale', topic('b'));
  // Of the same commit and the same stack, planned by another run and applied first.
  const other = await planned('other', topic('b'));
  expect(await applied(other)).toBe(0);
  expect(await applied(stale)).toBe(3);
  expect(said).toContain('dev: the plan is stale: the state has moved since it was made. Nothing was applied.');
  expect(await state()).toEqual({ [ADDRESS]: 'b' });
  expect(summaryText()).toContain('## dev: not applied: the plan is stale');
});

test('another plan of the same commit, whichever run made it, is not the one that was reviewed', async () => {
  await applied(await planned('before', topic('a')));
  const reviewed = manifestOf(await planned('harmless', topic('b')));
  const another = await planned('another', { blocks: {} });
  expect(said).toContain('data-loss=true\n');
  await expect(applyAs(another, reviewed)).rejects.toThrow(
    /holds another plan than was asked for, and nothing was applied: its manifest has sha256 \w{64}, --manifest says/,
  );
  expect(await state()).toEqual({ [ADDRESS]: 'a' });
});

test('a plan that loses data is applied once this loss was approved, and not before', async () => {
  const first = await planned('first', topic('a'));
  await applied(first);
  const loses = await planned('loses', { blocks: {} });
  await expect(applied(loses)).rejects.toThrow(
    `dev: the plan loses data, and nobody approved that. Nothing was applied:\n  destroy ${ADDRESS}: unknown\n`,
  );
  await expect(applied(loses, manifestOf(first))).rejects.toThrow(
    /what was approved is another plan \(--loss-approved \w{64}\)/,
  );
  expect(await state()).toEqual({ [ADDRESS]: 'a' });
  expect(await applied(loses, manifestOf(loses))).toBe(0);
  expect(await state()).toEqual({});
});

test.each<[string, (planFolder: string) => void, RegExp]>([
  [
    'another stack than was planned',
    () => writeStack(stack, topic('c')),
    /cdk\.tf\.json has sha256 \w{64}; planned with/,
  ],
  ['another plan', (at) => writeFileSync(join(at, 'plan.tfplan'), 'x'), /plan\.tfplan has sha256/],
  ['a plan of another Terraform', withManifest({ terraformVersion: '1.11.0' }), /the plan was made with 1\.11\.0/],
  ['a plan of another environment', withManifest({ environment: 'prod' }), /is of environment prod/],
])('%s is refused, and nothing is applied', async (_, change, message) => {
  const planFolder = await planned('plan', topic('a'));
  change(planFolder);
  await expect(applied(planFolder)).rejects.toThrow(message);
  expect(await state()).toEqual({});
});

function withManifest(change: object) {
  return (planFolder: string) => {
    const file = join(planFolder, 'manifest.json');
    writeFileSync(file, JSON.stringify({ ...(JSON.parse(readFileSync(file, 'utf8')) as object), ...change }));
  };
}

test('without its manifest a plan is refused', async () => {
  const planFolder = await planned('plan', topic('a'));
  const manifest = manifestOf(planFolder);
  rmSync(join(planFolder, 'manifest.json'));
  await expect(applyAs(planFolder, manifest)).rejects.toThrow(/holds no manifest\.json/);
  await expect(applyAs(planFolder, 'main')).rejects.toThrow(/--manifest main: not a SHA-256/);
});

test('a plan of another commit is refused', async () => {
  const planFolder = await planned('plan', topic('a'));
  await expect(applyAs(planFolder, manifestOf(planFolder), '', 'd'.repeat(40))).rejects.toThrow(
    /is of commit c{40}, and d{40} was asked for/,
  );
  expect(await state()).toEqual({});
});

test('what never comes to rest is told after the apply', async () => {
  const restless = await planned('restless', topic('${timestamp()}'));
  expect(await applied(restless)).toBe(1);
  expect(said).toContain(`dev: applied, and yet 1 change would be left to do: update ${ADDRESS}.`);
  expect(summaryText()).toMatch(/applied, and yet something is left to do ❌\n(.|\n)*Update \(1\)/);
});

test('an apply that fails is told in Terraform’s words', async () => {
  const failing = {
    blocks: { aws_sns_topic__topic: { input: 'a', provisioner: [{ 'local-exec': { command: 'exit 7' } }] } },
  };
  const planFolder = await planned('failing', failing as Configuration);
  await expect(applied(planFolder)).rejects.toThrow(
    new RegExp(`${program} apply failed(.|\\n)*exit status 7(.|\\n)*stands in the state`),
  );
  expect(summaryText()).toContain('the apply failed half-way ❌');
});

test('what Terraform shows is no command to the runner', async () => {
  const value = 'a\n::error::not ours\n##[error]nor this\n::add-mask::dev';
  process.env['GITHUB_ACTIONS'] = 'true';
  try {
    expect(await applied(await planned('outputs', { ...topic('a'), outputs: { text: value } }))).toBe(0);
  } finally {
    delete process.env['GITHUB_ACTIONS'];
  }
  expect(said).toContain('::error::not ours');
  expect(commandsIn(said)).toEqual([]);
});

test('a plan shows no secret, and keeps those it must hold to its owner', async () => {
  await applied(await planned('old', topic('${var.secret}', SECRET)));
  const planFolder = await planned('new', topic('${var.secret}', NEW_SECRET));
  expect(readFileSync(join(planFolder, 'plan.json'), 'utf8')).toContain(NEW_SECRET);
  expect(statSync(join(planFolder, 'plan.json')).mode & 0o077).toBe(0);
  expect(statSync(planFolder).mode & 0o077).toBe(0);
  const shown = said + readFileSync(join(planFolder, 'summary.json'), 'utf8') + summaryText();
  for (const secret of [SECRET, NEW_SECRET]) expect(shown).not.toContain(secret);
});

test('a plan that fails is told in Terraform’s words, and leaves none behind', async () => {
  writeStack(stack, topic('${terraform_data.nowhere.output}'));
  await expect(plan(['--env', 'dev', '--out', join(folder, 'plan')], folders)).rejects.toThrow(
    new RegExp(`${program} plan failed \\(exit code 1\\):\\n(.|\\n)*undeclared resource`),
  );
  const told = readPlanOutcome(join(folder, 'plan/summary.json'));
  expect(told).toMatchObject({ environment: 'dev', failed: expect.stringContaining('undeclared resource') });
  expect(existsSync(join(folder, 'plan/plan.tfplan'))).toBe(false);
});

test('without a lock file of providers, nothing is planned', async () => {
  writeStack(stack, topic('a'));
  rmSync(join(folders.locks, 'dev.terraform.lock.hcl'));
  await expect(plan(['--env', 'dev', '--out', join(folder, 'plan')], folders)).rejects.toThrow(
    /dev\.terraform\.lock\.hcl is not there: run "npm run lock:providers"/,
  );
});
