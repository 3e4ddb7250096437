import {
  AthenaClient,
  GetQueryExecutionCommand,
  GetQueryResultsCommand,
  StartQueryExecutionCommand,
} from '@aws-sdk/client-athena';
import { FirehoseClient, PutRecordCommand } from '@aws-sdk/client-firehose';
import { PublishCommand, SNSClient } from '@aws-sdk/client-sns';
import { InvokeCommand, LambdaClient } from '@aws-sdk/client-lambda';
import {
  DescribeExecutionCommand,
  GetExecutionHistoryCommand,
  ListExecutionsCommand,
  RedriveExecutionCommand,
  SFNClient,
  StartExecutionCommand,
} from '@aws-sdk/client-sfn';
import { appendFileSync, readdirSync, readFileSync, writeFileSync } from 'node:fs';
import { createServer } from 'node:http';
import { type AddressInfo } from 'node:net';
import { isAbsolute, join } from 'node:path';
import { labRecords } from '../events/lab';
import { numbersInMessage } from '../start/telling/numbers';
import { startProcesses } from '../start/start-process';

jest.setTimeout(120_000);

const { folder, start, run, end, checkout } = startProcesses('start-serve');
afterAll(end);

/** Of a month that is over, in a file of one's own. */
const past = ['ann', 'bob'].map((userId) => `{"id":"intro","userId":"${userId}","timestamp":"2026-05-03T10:00:00Z"}`);

test("the lab's own walk, through the endpoint that --serve prints; killed and started again, the account goes on", async () => {
  writeFileSync(join(folder, 'past.ndjson'), [...past, 'oops'].join('\n'));
  const args = ['--serve', '--events', 'past.ndjson', '--keep', 'kept'];
  const { child, said, exported, client, ended } = await up(args);
  expect(said.out).toMatch(/^Schedules were held until .*: of these events no report was made\./m);
  expect(said.out).toContain('1 line of the file could not be used:\n  line 3  ');
  expect(said.out).toContain('--start 2026-05-01 --end 2026-05-31\n');
  const athena = new AthenaClient(client);
  // For the AWS CLI: its version 2 would take the lab's own put-record for base64.
  expect(readFileSync(exported('AWS_CONFIG_FILE'), 'utf8')).toBe('[default]\ncli_binary_format = raw-in-base64-out\n');
  expect(said.out).not.toContain('--cli-binary-format');
  const firehose = new FirehoseClient(client);
  const states = new SFNClient(client);
  const lambda = new LambdaClient(client);
  const today = new Date().toISOString().slice(0, 10);
  for (const record of labRecords) {
    const Record = { Data: Buffer.from(record) };
    await firehose.send(new PutRecordCommand({ DeliveryStreamName: 'events-stream-dev-blog', Record }));
  }
  // The buffer's 60 seconds take one here.
  while ((await countEvents(athena)) < labRecords.length + past.length) await soon();
  const stateMachineArn = /--state-machine-arn (\S+)/.exec(said.out)?.[1] ?? '';
  const input = JSON.stringify({ startDate: today, endDate: today });
  const { executionArn } = await states.send(new StartExecutionCommand({ stateMachineArn, input }));
  expect((await finished(states, executionArn)).status).toBe('SUCCEEDED');
  const { headline, formats } = numbersInMessage(said.out);
  expect(headline.slice(0, 3).map(([name, now]) => [name, now])).toEqual([
    ['Events', '4'],
    ['Unique users', '4'],
    ['Unique videos', '1'],
  ]);
  expect(formats).toEqual([['4', '100.0 %', 'new', 'unknown']]);

  // The schedule's event, delivered twice.
  const time = `${today.slice(0, 7)}-01T08:00:00Z`;
  const resources = ['arn:aws:events:eu-west-1:000000000000:rule/send-report-once-a-month-dev-blog'];
  const scheduled = JSON.stringify({
    source: 'aws.events',
    'detail-type': 'Scheduled Event',
    time,
    resources,
    detail: {},
  });
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

  // Whatever somebody publishes is text.
  const sns = new SNSClient(client);
  const TopicArn = 'arn:aws:sns:eu-west-1:000000000000:analytics-notifications-dev-blog';
  await sns.send(new PublishCommand({ TopicArn, Message: 'wiped \u001b[2J\u009b31m' }));
  while (!said.out.includes('wiped')) await soon();
  expect(said.out).toContain('wiped \\u001b[2J\\u009b31m\n');

  // What was made in real time and what was sent first lie in one table.
  expect(await countEvents(athena)).toBe(labRecords.length + past.length);
  const second = await run(args);
  expect(second.code).toBe(1);
  expect(second.err).toMatch(
    /^--keep: \S+\/kept\/lock: the process \d+ keeps an account in it\. Nothing was changed: end that/m,
  );
  const historyOf = async (of: SFNClient, arn: string | undefined) =>
    (await of.send(new GetExecutionHistoryCommand({ executionArn: arn }))).events ?? [];
  const histories = async (of: SFNClient) =>
    Promise.all([executionArn, monthly[0]?.executionArn].map((arn) => historyOf(of, arn)));
  const ofEnded = await histories(states);
  const put = { DeliveryStreamName: 'events-stream-dev-blog', Record: { Data: Buffer.from(labRecords[0] ?? '') } };
  const { executionArn: cutOff } = await states.send(new StartExecutionCommand({ stateMachineArn, input }));
  const begun = async () => (await historyOf(states, cutOff)).some(({ type }) => type === 'LambdaFunctionScheduled');
  while (!(await begun())) await soon();
  await firehose.send(new PutRecordCommand(put));
  child.kill('SIGKILL');
  await ended;
  for (const one of [athena, firehose, states, lambda, sns]) one.destroy();
  expect(said.err).toMatch(/^✓ 3 events sent to events-stream-dev-blog, and delivered .*\n$/);

  const again = await up(args);
  expect(again.said.out).toContain('The events were sent before, and are not sent again.\n');
  const onTheWay = Number(/^(\d+) messages? to subscribers came of it/m.exec(said.out)?.[1] ?? 0);
  const messages = onTheWay + (said.out.match(/^\S+ \S+ UTC: a message to /gm)?.length ?? 0);
  expect(messages).toBeGreaterThanOrEqual(3);
  expect(again.said.out).toMatch(/^Goes on with \S+\/kept: \d+ objects in 2 buckets, .* 3 executions\.$/m);
  expect(again.said.out).toContain(` ${messages} messages, `);
  expect(again.said.out).toContain(`The execution ${cutOff} ran when its account ended: it is ABORTED.\n`);
  const [statesAgain, athenaAgain] = [new SFNClient(again.client), new AthenaClient(again.client)];
  expect(await histories(statesAgain)).toEqual(ofEnded);
  expect(await finished(statesAgain, cutOff)).toMatchObject({ status: 'ABORTED', redriveStatus: 'REDRIVABLE' });
  // The record that was accepted and not delivered is delivered now.
  while ((await countEvents(athenaAgain)) < labRecords.length + past.length + 1) await soon();
  await statesAgain.send(new RedriveExecutionCommand({ executionArn: cutOff }));
  expect(await finished(statesAgain, cutOff)).toMatchObject({ status: 'SUCCEEDED', redriveCount: 1 });

  // Accepted, and not yet delivered.
  const objects = () => stored(again.said.out).length;
  const before = objects();
  const sender = new FirehoseClient(again.client);
  await sender.send(new PutRecordCommand(put));
  const { executionArn: stopped } = await statesAgain.send(new StartExecutionCommand({ stateMachineArn, input }));
  again.child.kill('SIGINT');
  expect(await again.ended).toBe(0);
  expect(objects()).toBe(before + 1);
  for (const one of [statesAgain, athenaAgain, sender]) one.destroy();
  expect(again.said.out).toContain(`! The execution ${stopped} was under way: it is ABORTED.\n`);
  expect(again.said.out).toMatch(
    /\nKept\. Go on with it: npm start -- --serve --env dev --keep \S+\/kept\nStopped\.\n$/,
  );
  expect(again.said.err).toBe('');

  const [file = ''] = readdirSync(join(folder, 'kept'), { recursive: true, encoding: 'utf8' }).filter((name) =>
    name.endsWith('sns.jsonl'),
  );
  appendFileSync(join(folder, 'kept', file), '{"messageId":\n');
  const { code, err } = await run(['--serve', '--keep', 'kept']);
  expect({ code, err }).toEqual({
    code: 1,
    err: expect.stringMatching(
      /^--keep: \S+\/kept\/lines-\d\/sns\.jsonl, line \d+: it is no JSON \(.*\)\. Nothing was changed: /,
    ),
  });
});

/** A process that serves, once it does, and how it is reached. */
async function up(args: readonly string[]) {
  const process = start(args);
  const { child, said } = process;
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
  return { ...process, exported, client };
}

/** Events in the run's folder, which `--serve` names. */
function stored(out: string): string[] {
  const [, path = ''] = /^Objects lie in (\S+)/m.exec(out) ?? [];
  const from = isAbsolute(path) ? path : join(checkout, path);
  return readdirSync(from, { recursive: true, encoding: 'utf8' }).filter((name) => name.endsWith('.parquet'));
}

test('a terminal that is closed takes nothing with it that was accepted', async () => {
  const { child, said, client, ended } = await up(['--serve']);
  const firehose = new FirehoseClient(client);
  const Record = { Data: Buffer.from(labRecords[0] ?? '') };
  await firehose.send(new PutRecordCommand({ DeliveryStreamName: 'events-stream-dev-blog', Record }));
  child.stdout.destroy();
  child.stderr.destroy();
  child.kill('SIGHUP');
  await ended;
  firehose.destroy();
  expect(stored(said.out)).toHaveLength(1);
});

async function finished(states: SFNClient, executionArn: string | undefined) {
  for (;;) {
    const execution = await states.send(new DescribeExecutionCommand({ executionArn }));
    if (execution.status !== 'RUNNING') return execution;
    await soon();
  }
}

async function countEvents(athena: AthenaClient): Promise<number> {
  const QueryString = 'SELECT count(*) FROM "video-analytics-dev-blog"."events-dev-blog"';
  const { QueryExecutionId } = await athena.send(
    new StartQueryExecutionCommand({ QueryString, WorkGroup: 'analytics-dev-blog' }),
  );
  for (;;) {
    const { QueryExecution } = await athena.send(new GetQueryExecutionCommand({ QueryExecutionId }));
    if (QueryExecution?.Status?.State === 'SUCCEEDED') break;
    if (QueryExecution?.Status?.State === 'FAILED') throw new Error(QueryExecution.Status.StateChangeReason);
    await soon();
  }
  const { ResultSet } = await athena.send(new GetQueryResultsCommand({ QueryExecutionId }));
  return Number(ResultSet?.Rows?.[1]?.Data?.[0]?.VarCharValue);
}

const soon = () => new Promise((resolve) => setTimeout(resolve, 50));

test('a run that is stopped midway delivers what it has sent, and says so', async () => {
  const { child, said, ended } = start([]);
  while (!said.err.includes('dev stands at') && child.exitCode === null) await soon();
  child.kill('SIGTERM');
  expect(await ended).toBe(128 + 15);
  expect(said.err).toMatch(/Stopped: what was accepted is delivered\n$/);
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
