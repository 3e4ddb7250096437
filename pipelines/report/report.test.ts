import { ListExecutionsCommand, SFNClient, StartExecutionCommand } from '@aws-sdk/client-sfn';
import { readFileSync } from 'node:fs';
import { join } from 'node:path';
import { type Account, standUp } from '../../local/aws/account';
import { LiveClock } from '../../local/aws/shared/clock';
import { devStack, temporaryFolder } from '../../local/test-support';
import { type Principal } from '../../policies/iam/authorize';
import { readStack } from '../../terraform/read-stack';
import { type Stack } from '../../terraform/stack';
import { synthesizeInto } from '../../terraform/test-support';
import { main as verify, smokeReport } from '../deploy/verify';
import { type Options, parseOptions } from './options';
import { report } from './report';

/** Real time, in which waits are short; it can be stopped, and then whatever waits goes on waiting. */
class StoppableClock extends LiveClock {
  #stopped: { readonly at: Date; readonly until: Promise<void>; readonly go: () => void } | undefined;

  stop(): void {
    const { promise, resolve } = withResolvers();
    this.#stopped = { at: super.now(), until: promise, go: resolve };
  }

  go(): void {
    this.#stopped?.go();
    this.#stopped = undefined;
  }

  override now(): Date {
    return this.#stopped?.at ?? super.now();
  }

  override async sleep(milliseconds: number): Promise<void> {
    await this.#stopped?.until;
    await super.sleep(milliseconds);
  }
}

function withResolvers(): { readonly promise: Promise<void>; readonly resolve: () => void } {
  let resolve = () => {};
  const promise = new Promise<void>((done) => (resolve = done));
  return { promise, resolve };
}

const { folder, remove } = temporaryFolder('report');
const clock = new StoppableClock();
const summary = join(folder, 'summary.md');
const bucket = 'query-output-dev-blog-000000000000';
let account: Account;
let states: SFNClient;
const workflow: Principal = { kind: 'role', arn: 'arn:aws:iam::000000000000:role/github-report-dev-blog' };
const machine = () => account.stepFunctions.machines()[0]?.arn ?? '';

/** The account that both stacks make: the environment's own, with the role that the workflow takes. */
function withWorkflowRole(stack: Stack): Stack {
  const { blocks } = readStack(join(folder, 'stacks/bootstrap-dev'));
  const role = blocks.filter(
    ({ type, constructPath }) => /^aws_iam_role/.test(type) && constructPath?.includes('/report/'),
  );
  return { ...stack, blocks: [...stack.blocks, ...role] };
}

beforeAll(async () => {
  synthesizeInto(folder);
  account = await standUp(withWorkflowRole(devStack(folder)), { clock, folder: join(folder, 'run') });
  as(account.operator);
  states = new SFNClient({ region: 'eu-west-1' });
  // The clients that a test makes read these variables when they are first used, so this one is used now.
  await names();
});
// All that can be done with the workflow's rights is done with them.
beforeEach(() => as(workflow));
afterEach(() => clock.go());
afterAll(async () => {
  states.destroy();
  await account.close();
  remove();
});

/** Sets what `npm start -- --serve` prints: what follows is done as that principal. */
function as(principal: Principal): void {
  const { accessKeyId, secretAccessKey, sessionToken } = account.credentialsFor(principal);
  process.env['AWS_ENDPOINT_URL'] = account.endpoint;
  process.env['AWS_ACCESS_KEY_ID'] = accessKeyId;
  process.env['AWS_SECRET_ACCESS_KEY'] = secretAccessKey;
  if (sessionToken === undefined) delete process.env['AWS_SESSION_TOKEN'];
  else process.env['AWS_SESSION_TOKEN'] = sessionToken;
}

interface Run {
  readonly signal?: AbortSignal;
  readonly variables?: NodeJS.ProcessEnv;
  /** What is told on the way. */
  readonly hear?: (text: string) => void;
}

/** `npm run report -- ARGS`, in this process. */
const run = (args: string, how: Run = {}) => make(parseOptions(['--env', 'dev', ...args.split(' ')]), how);

async function make(
  options: Options,
  { signal = new AbortController().signal, variables = process.env, hear = () => undefined }: Run = {},
) {
  const said = { out: '', err: '' };
  const code = await report(options, {
    stacks: join(folder, 'stacks'),
    variables,
    out: { write: (text) => (said.out += text) },
    screen: {
      write: (text) => {
        said.err += text;
        hear(text);
      },
    },
    signal,
  });
  return { code, ...said };
}

const actions = (): NodeJS.ProcessEnv => ({ ...process.env, GITHUB_ACTIONS: 'true', GITHUB_STEP_SUMMARY: summary });

const names = async (): Promise<(string | undefined)[]> =>
  ((await states.send(new ListExecutionsCommand({ stateMachineArn: machine() }))).executions ?? []).map(
    ({ name }) => name,
  );

const startByHand = (name: string, period: object) =>
  states.send(new StartExecutionCommand({ stateMachineArn: machine(), name, input: JSON.stringify(period) }));

test('a report: its states as they pass, then what subscribers got; the next of the same days has the next number', async () => {
  const days = '--start 2026-10-01 --end 2026-10-02';
  const { code, out, err } = await run(`${days} --reason Größe`);
  const message = account.sns.outbox.at(-1);
  expect(code).toBe(0);
  expect(err).toMatch(
    /^manual-dev-2026-10-01-2026-10-02-1-grosse started\n {2}StartQuery +[\d.]+ m?s\n {2}GetQueryStatus .*\n( {2}\w+ .*\n)* {2}SendReport +[\d.]+ m?s\n {2}Done\b.*\n$/,
  );
  expect(out).toMatch(/^\nmanual-dev-2026-10-01-2026-10-02-1-grosse: SUCCEEDED in [\d.]+ m?s\n/);
  expect(out).toContain('Period       2026-10-01 to 2026-10-02, 2 days, UTC');
  expect(out).toContain(`Subject      ${message?.subject ?? ''}\nMessage id   ${message?.messageId ?? ''}\n`);
  expect(out).toMatch(/Query {8}0 B read in [\d.]+ m?s/);

  const again = await run(days, { variables: actions() });
  expect(again.err).toMatch(/^manual-dev-2026-10-01-2026-10-02-2 started\n/);
  const markdown = readFileSync(summary, 'utf8');
  expect(markdown).toContain('### Report 2026-10-01 to 2026-10-02 on dev: sent ✅');
  expect(markdown).toContain('| <code>SendReport</code> |');
  expect(await names()).toEqual(['manual-dev-2026-10-01-2026-10-02-2', 'manual-dev-2026-10-01-2026-10-02-1-grosse']);
});

test('a report that fails: where, why and what to do; exit code 1', async () => {
  await account.objects.put(bucket, 'sent/broken.json', Buffer.from('{"state":"publishing","attempt":"another"}'));
  const { code, out, err } = await run('--start 2026-10-03 --end 2026-10-03 --name broken');
  expect(code).toBe(1);
  expect(err).toMatch(/\n {2}SendReport.*\n {4}! PublishOutcomeUnknown: An attempt to publish .*\n$/);
  expect(out).toMatch(/^\nbroken: FAILED in /);
  expect(out).toContain(
    'Failed in    SendReport\nError        PublishOutcomeUnknown\nCause        An attempt to publish',
  );
  expect(out).toContain('What to do   See whether the report arrived');
  // Whether it was sent is not known, so subscribers are told nothing.
  expect(account.sns.outbox.at(-1)?.message).not.toContain('broken');

  const json = JSON.parse((await run('--show broken --format json')).out) as unknown;
  expect(json).toMatchObject({
    environment: 'dev',
    name: 'broken',
    status: 'FAILED',
    sent: null,
    page: null,
    failure: { state: 'SendReport', error: 'PublishOutcomeUnknown' },
  });
  await expect(run('--start 2026-10-03 --end 2026-10-03 --name broken')).rejects.toThrow(
    '--name broken is taken: see it with "npm run report -- --env dev --show broken"',
  );
});

test('one that is being made already is refused, or followed; Ctrl-C leaves it running', async () => {
  const period = { startDate: '2026-10-04', endDate: '2026-10-05' };
  const days = '--start 2026-10-04 --end 2026-10-05';
  clock.stop();
  await startByHand('by-hand', period);
  await startByHand('another-period', { ...period, startDate: '2026-10-05' });
  await expect(run(days)).rejects.toThrow(/^--start 2026-10-04 --end 2026-10-05: by-hand has been making this report/);

  const ctrlC = new AbortController();
  const hear = (text: string) => void (text.includes('following it') && ctrlC.abort());
  const stopped = await run(`${days} --follow`, { signal: ctrlC.signal, hear });
  expect(stopped).toMatchObject({ code: 130, out: '' });
  expect(stopped.err).toMatch(/^by-hand makes this report already: following it\n/);
  expect(stopped.err).toMatch(
    /Stopped following; by-hand goes on\. Follow it again: npm run report -- --env dev --show by-hand --follow\n$/,
  );
  const running = await run('--show by-hand');
  expect(running).toMatchObject({ code: 0, out: expect.stringContaining('by-hand: RUNNING since 2026-') as string });

  const toTheEnd = run('--show by-hand --follow');
  clock.go();
  await account.stepFunctions.idle();
  expect(await toTheEnd).toMatchObject({ code: 0, out: expect.stringContaining('by-hand: SUCCEEDED in ') as string });
  expect((await names()).slice(0, 2)).toEqual(['another-period', 'by-hand']);
});

test('a list that lines up, newest first', async () => {
  const { out } = await run('--list --limit 4');
  const [head = '', ...rows] = out.split('\n');
  const columns = ['execution', 'status', 'period', 'started'].map((title) => head.indexOf(title));
  expect(rows.slice(0, 4).map((row) => columns.map((at) => row.slice(at).split('  ')[0]))).toEqual([
    ['another-period', 'SUCCEEDED', '2026-10-05 to 2026-10-05', expect.stringMatching(/^20.* UTC$/)],
    ['by-hand', 'SUCCEEDED', '2026-10-04 to 2026-10-05', expect.stringMatching(/^20.* UTC$/)],
    ['broken', 'FAILED', '2026-10-03 to 2026-10-03', expect.stringMatching(/^20.* UTC$/)],
    [expect.stringMatching(/-02-2$/), 'SUCCEEDED', '2026-10-01 to 2026-10-02', expect.stringMatching(/^20.* UTC$/)],
  ]);
  expect(rows.slice(4)).toEqual(['', expect.stringContaining('--show EXECUTION'), '']);
  expect(rows.slice(0, 4).map((row) => row.includes(`s3://${bucket}/reports/`))).toEqual([true, true, false, true]);

  const json = JSON.parse((await run('--list --limit 3 --format json')).out) as unknown;
  expect(json).toMatchObject([
    { name: 'another-period', status: 'SUCCEEDED', startDate: '2026-10-05', seconds: expect.any(Number) as number },
    { name: 'by-hand', page: { location: `s3://${bucket}/reports/by-hand-0.html`, console: null } },
    { name: 'broken', page: null },
  ]);
});

test('one execution: its states, and a link that opens its page, which no log of a workflow gets', async () => {
  as(account.operator);
  const { out } = await run('--show by-hand');
  expect(out).toMatch(/^state +at \(UTC\) +took\nStartQuery +\d\d:\d\d:\d\d\.\d{3} +[\d.]+ m?s\n/);
  const link = /Link +(\S+)/.exec(out)?.[1] ?? '';
  const answer = await fetch(link);
  expect([answer.status, answer.headers.get('content-type')]).toEqual([200, 'text/html; charset=utf-8']);
  expect(await answer.text()).toMatch(/^<!doctype html>[^]*2026-10-04/i);
  expect(out).toMatch(/opens the page for whoever has it, until \d{4}-/);

  const logged = await run('--show by-hand', { variables: actions() });
  expect(logged.out).toContain(`s3://${bucket}/reports/by-hand-0.html`);
  expect(logged.out).not.toMatch(/Link|X-Amz/);

  // A link would open nothing more than its maker may.
  as(workflow);
  const unlinked = await run('--show by-hand');
  expect(unlinked.out).toContain(`s3://${bucket}/reports/by-hand-0.html`);
  expect(unlinked.out).not.toMatch(/Link|X-Amz/);

  as(account.operator);
  await account.objects.delete(bucket, 'reports/by-hand-0.html');
  expect((await run('--show by-hand')).out).not.toMatch(/Page|Link/);
  await expect(run('--show nobody')).rejects.toThrow(/^--show nobody: there is no such execution/);
});

test('after a deploy, a report of yesterday of its own, published where no subscriber reads', async () => {
  const now = new Date();
  const yesterday = new Date(now.getTime() - 86_400_000).toISOString().slice(0, 10);
  const variables = { GITHUB_SHA: '0123456789abcdef', GITHUB_RUN_ID: '77', GITHUB_RUN_ATTEMPT: '2' };
  const before = account.sns.outbox.length;
  const { code, err } = await make(smokeReport(['--env', 'dev'], variables, now));
  expect(err).toContain(`verify-dev-${yesterday}-0123456-77-2 started\n`);
  expect(code).toBe(0);
  // Without alarms, whose minute may end meanwhile: earlier tests had executions fail.
  const [sent, ...others] = account.sns.outbox
    .slice(before)
    .filter(({ topicArn }) => !topicArn.includes(':operations-'));
  expect(sent?.topicArn).toMatch(/:analytics-verifications-dev-blog$/);
  expect(sent?.subscribers).toEqual([]);
  expect(others).toEqual([]);
  expect(() => smokeReport([], {}, now)).toThrow(/^--env is missing/);
  // By the stacks that lie there, which were applied: none is made.
  process.env['CDKTF_OUTDIR'] = join(folder, 'nothing');
  await expect(verify(['--env', 'dev'])).rejects.toThrow('--env dev: there is no such environment. There are none');
  delete process.env['CDKTF_OUTDIR'];
});

describe('what a user can mend is told in words', () => {
  const day = '--start 2026-10-01 --end 2026-10-01';

  test('an account that is none of AWS’s', async () => {
    const { AWS_ENDPOINT_URL: _none, ...variables } = process.env;
    await expect(run(day, { variables })).rejects.toThrow(
      /^dev lives in account 000000000000, .*environments\/dev\.ts/,
    );
  });

  test('credentials that tell that they are another account’s', async () => {
    process.env['AWS_ACCOUNT_ID'] = '111122223333';
    await expect(run(day)).rejects.toThrow('The AWS credentials are of account 111122223333, and dev lives in 0000');
    delete process.env['AWS_ACCOUNT_ID'];
  });

  test('credentials without the right, and ones that nobody issued', async () => {
    as(account.producer);
    await expect(run(day)).rejects.toThrow(/^AWS refused: .*user\/producer is not authorized to perform: states:Li/);
    process.env['AWS_ACCESS_KEY_ID'] = 'AKIANOBODY';
    await expect(run(day)).rejects.toThrow(/^AWS does not take the credentials/);
  });

  test('a stack that is not there', async () => {
    const other = parseOptions(['--env', 'staging', '--list']);
    const nothing = { write: () => true };
    const surroundings = { stacks: join(folder, 'stacks'), variables: process.env, out: nothing, screen: nothing };
    await expect(report(other, { ...surroundings, signal: AbortSignal.abort() })).rejects.toThrow(
      /^--env staging: there is no such environment/,
    );
  });
});
