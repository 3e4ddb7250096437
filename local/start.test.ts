import { FirehoseClient, PutRecordCommand } from '@aws-sdk/client-firehose';
import { InvokeCommand, LambdaClient } from '@aws-sdk/client-lambda';
import { DescribeExecutionCommand, ListExecutionsCommand, SFNClient, StartExecutionCommand } from '@aws-sdk/client-sfn';
import { type ChildProcess, spawn } from 'node:child_process';
import { readdirSync, readFileSync, writeFileSync } from 'node:fs';
import { createServer } from 'node:http';
import { type AddressInfo } from 'node:net';
import { join } from 'node:path';
import { defaultEvents, defaultPeriod } from './events/generate';
import { labRecords } from './events/lab';
import { readEvents } from './events/read-file';
import { numbersIn, recount } from './recount';
import { root } from './root';
import { temporaryFolder } from './test-support';

/** `npm start` as a person meets it: a process of its own, its output, its exit code. */
jest.setTimeout(120_000);

const { folder, remove } = temporaryFolder('start');
const children = new Set<ChildProcess>();

afterAll(() => {
  for (const child of children) child.kill('SIGKILL');
  remove();
});

function start(args: readonly string[], command: readonly string[] = ['node', 'scripts/run.mjs', 'local/cli.ts']) {
  const [program = 'node', ...first] = command;
  const child = spawn(program, [...first, ...args], {
    cwd: root,
    // Its own cdktf.out and .local, so that neither the user's runs nor another test's synthesis is in the way.
    env: { ...process.env, CDKTF_OUTDIR: join(folder, 'cdktf.out'), INIT_CWD: folder, NO_COLOR: '1' },
  });
  children.add(child);
  const said = { out: '', err: '' };
  child.stdout.setEncoding('utf8').on('data', (text: string) => (said.out += text));
  child.stderr.setEncoding('utf8').on('data', (text: string) => (said.err += text));
  const ended = new Promise<number | null>((resolve) => child.on('close', resolve));
  return { child, said, ended };
}

async function run(args: readonly string[], input = '', command?: readonly string[]) {
  const { child, said, ended } = start(args, command);
  child.stdin?.end(input);
  const code = await ended;
  return { code, ...said };
}

test('npm start: a month of 100,000 events, and every number of the report is that of a plain count', async () => {
  const { code, out, err } = await run([], '', ['npm', 'start', '--silent']);
  expect({ code, err }).toMatchObject({ code: 0, err: expect.stringContaining('still one execution') as string });
  const events = defaultEvents();
  expect(numbersIn(out)).toEqual(recount(events, defaultPeriod));
  expect(out).toContain('Events sent        192,004, all accepted');
  expect(out).toContain('monthly-dev-2026-10-01-2026-10-31: SUCCEEDED');
  expect(out).toMatch(/What this would have cost on AWS: \$0\.\d{4}, and \$1\.\d{4} each month/);
  // What is said of each role is the same as what its policy grants: nothing is unused.
  expect(out).not.toContain('allowed and not used');
  const [kept] = readdirSync(join(folder, '.local/runs'));
  expect(out).toContain(readFileSync(join(folder, '.local/runs', kept ?? '', 'message.txt'), 'utf8'));
});

describe('a file of your own', () => {
  const lines = [
    '{"id":"intro","userId":"ann","format":"mp4","timestamp":"2026-05-03T10:00:00Z"}',
    '{"id":"intro","userId":"bob","timestamp":"2026-05-03T11:30:00.250Z"}',
    'oops',
    '{"id":"deep dive","userId":"ann"}',
    '',
    '{"id":"intro","userId":"ann","format":"mp4","timestamp":"2026-05-02T10:00:00Z"}',
    '{"id":"intro","userId":"eve","timestamp":"the day before"}',
    '{"id":"深い","userId":"日本","format":"hls","timestamp":1777809600}',
  ];
  const file = join(folder, 'mine.ndjson');
  const period = { startDate: '2026-05-03', endDate: '2026-05-03' };

  test('is reported on; its unusable lines are named, kept, and told by the exit code', async () => {
    writeFileSync(file, lines.join('\n'));
    // As typed in the folder that npm was called from.
    const { code, out, err } = await run(['--events', 'mine.ndjson', '--start', '2026-05-03', '--end', '2026-05-03']);
    expect(code).toBe(2);
    expect(numbersIn(out)).toEqual(recount((await readEvents(file)).events, period));
    expect(numbersIn(out).totals.events).toEqual({ now: 4, before: 1, change: '+300.0 %' });
    expect(err).toContain('2 lines of the file could not be used; the report is made from the rest.');
    expect(err).toMatch(/line 3 {2}\S+.*\n {2}line 7 {2}\S+/);
    expect(out).toContain('not convertible  2, 2 objects under errors/');
    expect(out).toContain('manual-2026-05-03-2026-05-03: SUCCEEDED');
  });

  test('comes through stdin too, and without dates its last month is reported', async () => {
    const usable = lines.filter((line) => line.includes('2026-05') || line.includes('17778'));
    const { code, out } = await run(['--events', '-', '--env', 'prod'], usable.join('\n'));
    expect(code).toBe(0);
    expect(out).toContain('Period         2026-05-01 to 2026-05-31, 31 days, UTC');
    expect(numbersIn(out).totals.events.now).toBe(4);
    expect(out).toContain('Video analytics of blog (prod)');
  });
});

test("the lab's own walk, through the endpoint that --serve prints", async () => {
  const { child, said, ended } = start(['--serve']);
  const exported = (name: string) => new RegExp(`${name}=(\\S+)`).exec(said.out)?.[1] ?? '';
  while (!said.out.includes('Messages to subscribers appear here.') && child.exitCode === null) await soon();
  const client = {
    endpoint: exported('AWS_ENDPOINT_URL'),
    region: exported('AWS_REGION'),
    credentials: {
      accessKeyId: exported('AWS_ACCESS_KEY_ID'),
      secretAccessKey: exported('AWS_SECRET_ACCESS_KEY'),
    },
  };
  const firehose = new FirehoseClient(client);
  const states = new SFNClient(client);
  const lambda = new LambdaClient(client);
  const today = new Date().toISOString().slice(0, 10);
  for (const record of labRecords) {
    const Record = { Data: Buffer.from(record) };
    await firehose.send(new PutRecordCommand({ DeliveryStreamName: 'events-stream-dev-blog', Record }));
  }
  // The buffer's 60 seconds take one here.
  await new Promise((resolve) => setTimeout(resolve, 1_500));
  const stateMachineArn = /--state-machine-arn (\S+)/.exec(said.out)?.[1] ?? '';
  const input = JSON.stringify({ startDate: today, endDate: today });
  const { executionArn } = await states.send(new StartExecutionCommand({ stateMachineArn, input }));
  expect((await finished(states, executionArn)).status).toBe('SUCCEEDED');
  expect(numbersIn(said.out).totals).toMatchObject({ events: { now: 4 }, users: { now: 4 }, videos: { now: 1 } });
  expect(numbersIn(said.out).formats).toMatchObject({ unknown: [4, 4, 1, '100.0 %'] });

  // The schedule's event, delivered twice.
  const time = `${today.slice(0, 7)}-01T08:00:00Z`;
  const scheduled = JSON.stringify({ source: 'aws.events', 'detail-type': 'Scheduled Event', time, detail: {} });
  for (let delivery = 1; delivery <= 2; delivery += 1) {
    const answer = await lambda.send(
      new InvokeCommand({ FunctionName: 'dev-blog-start-analytics-workflow', Payload: Buffer.from(scheduled) }),
    );
    expect(answer.FunctionError).toBeUndefined();
  }
  const { executions = [] } = await states.send(new ListExecutionsCommand({ stateMachineArn }));
  const monthly = executions.filter(({ name }) => name?.startsWith('monthly-'));
  expect(monthly).toHaveLength(1);
  expect((await finished(states, monthly[0]?.executionArn)).status).toBe('SUCCEEDED');

  for (const one of [firehose, states, lambda]) one.destroy();
  child.kill('SIGINT');
  expect(await ended).toBe(0);
  expect(said.out).toMatch(/Stopped\.\n$/);
  expect(said.err).toBe('');
});

async function finished(states: SFNClient, executionArn: string | undefined) {
  for (;;) {
    const execution = await states.send(new DescribeExecutionCommand({ executionArn }));
    if (execution.status !== 'RUNNING') return execution;
    await soon();
  }
}

const soon = () => new Promise((resolve) => setTimeout(resolve, 50));

describe('what is wrong is told in one line, and the exit code is 1', () => {
  test.each([
    [['--evn', 'dev'], '--evn is not an option of npm start. There are'],
    [['--env', 'test'], '--env test: there is no such environment. There are dev, prod;'],
    [['--events', 'missing.ndjson'], '--events missing.ndjson: there is no such file.'],
    [['--events', '.'], '--events .: that is a folder.'],
    [['--events', '-'], '--events -: stdin holds no events.'],
    [['--start', '2026-10-02', '--end', '2026-10-01'], '--start 2026-10-02 is after --end 2026-10-01: swap them.'],
    [['--start', '2026-10-01', '--end', '2026-12-31'], '--end 2026-12-31 is in the future'],
  ])('%j', async (args, message) => {
    const { code, out, err } = await run(args);
    expect({ code, out }).toEqual({ code: 1, out: '' });
    expect(err).toContain(message);
    expect(err.trim().split('\n')).toHaveLength(1);
  });

  test('a port in use', async () => {
    const server = createServer();
    await new Promise<void>((resolve) => server.listen(0, '127.0.0.1', resolve));
    const { port } = server.address() as AddressInfo;
    const { code, err } = await run(['--serve', '--port', String(port)]);
    server.close();
    expect({ code, err }).toEqual({
      code: 1,
      err: `--port ${port} is in use: end the program that listens on it, or choose another port.\n`,
    });
  });
});
