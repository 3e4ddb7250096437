import {
  AthenaClient,
  GetQueryExecutionCommand,
  GetQueryResultsCommand,
  StartQueryExecutionCommand,
} from '@aws-sdk/client-athena';
import { FirehoseClient, PutRecordCommand } from '@aws-sdk/client-firehose';
import { PublishCommand, SNSClient } from '@aws-sdk/client-sns';
import { InvokeCommand, LambdaClient } from '@aws-sdk/client-lambda';
import { DescribeExecutionCommand, ListExecutionsCommand, SFNClient, StartExecutionCommand } from '@aws-sdk/client-sfn';
import { readdirSync, readFileSync } from 'node:fs';
import { createServer } from 'node:http';
import { type AddressInfo } from 'node:net';
import { isAbsolute, join } from 'node:path';
import { labRecords } from '../events/lab';
import { numbersInMessage } from '../start/telling/numbers';
import { startProcesses } from '../start/start-process';

jest.setTimeout(120_000);

const { start, run, end, checkout } = startProcesses('start-serve');
afterAll(end);

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
  while ((await countEvents(athena)) < labRecords.length) await soon();
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

  // Accepted, and not yet delivered.
  const objects = () => stored(said.out).length;
  const before = objects();
  const Record = { Data: Buffer.from(labRecords[0] ?? '') };
  await firehose.send(new PutRecordCommand({ DeliveryStreamName: 'events-stream-dev-blog', Record }));
  child.kill('SIGINT');
  expect(await ended).toBe(0);
  expect(objects()).toBe(before + 1);
  for (const one of [athena, firehose, states, lambda, sns]) one.destroy();
  expect(said.out).toMatch(/Stopped\.\n$/);
  expect(said.err).toBe('');
});

/** Events in the run's folder, which `--serve` names. */
function stored(out: string): string[] {
  const [, path = ''] = /^Objects lie in (\S+)/m.exec(out) ?? [];
  const from = isAbsolute(path) ? path : join(checkout, path);
  return readdirSync(from, { recursive: true, encoding: 'utf8' }).filter((name) => name.endsWith('.parquet'));
}

test('a terminal that is closed takes nothing with it that was accepted', async () => {
  const { child, said, ended } = start(['--serve']);
  const exported = (name: string) => new RegExp(`${name}=(\\S+)`).exec(said.out)?.[1] ?? '';
  while (!said.out.includes('Messages to subscribers appear here.') && child.exitCode === null) await soon();
  const firehose = new FirehoseClient({
    endpoint: exported('AWS_ENDPOINT_URL'),
    region: exported('AWS_REGION'),
    credentials: {
      accessKeyId: exported('AWS_ACCESS_KEY_ID'),
      secretAccessKey: exported('AWS_SECRET_ACCESS_KEY'),
    },
  });
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
