import * as cloudwatch from '@aws-sdk/client-cloudwatch';
import * as logs from '@aws-sdk/client-cloudwatch-logs';
import * as sfn from '@aws-sdk/client-sfn';
import * as sns from '@aws-sdk/client-sns';
import * as sqs from '@aws-sdk/client-sqs';
import * as sts from '@aws-sdk/client-sts';
import { synthesizeInto } from '../../terraform/test-support';
import { devStack, temporaryFolder } from '../test-support';
import { type Account, standUp } from './account';
import { cloudWatchTruths } from './cloudwatch/truth/requests';
import { logsTruths } from './logs/truth/requests';
import { type OperatorTruth } from './operator-truth';
import { SimulatedClock } from './shared/clock';
import { sqsTruths } from './sqs/truth/requests';
import { stsTruths } from './sts/truth/requests';

jest.setTimeout(60_000);
const { folder, remove } = temporaryFolder('operator');
const queueArn = 'arn:aws:sqs:eu-west-1:000000000000:report-schedule-dlq-dev-blog';
let account: Account;
let stop: () => Promise<void> = () => Promise.resolve();

beforeAll(async () => {
  synthesizeInto(folder);
  account = await standUp(devStack(folder), { clock: new SimulatedClock(new Date('2026-03-01T08:00:00Z')), folder });
  stop = () => account.close();
});
afterAll(async () => {
  await stop();
  remove();
});

const place = (who: 'operator' | 'producer' = 'operator') => ({
  endpoint: account.endpoint,
  region: 'eu-west-1',
  credentials: account.credentialsFor(account[who]),
});

type Commands = Readonly<Record<string, new (input: never) => unknown>>;
type Sends = new (at: object) => { send(command: never): Promise<object> };

/** Each as its own client reads it. */
const told: readonly [name: string, truths: readonly OperatorTruth[], client: Sends, commands: Commands][] = [
  ['sqs', sqsTruths, sqs.SQSClient as never, sqs as never],
  ['logs', logsTruths, logs.CloudWatchLogsClient as never, logs as never],
  ['cloudwatch', cloudWatchTruths, cloudwatch.CloudWatchClient as never, cloudwatch as never],
  ['sts', stsTruths, sts.STSClient as never, sts as never],
];

describe.each(told)('%s', (_name, truths, Client, commands) => {
  test.each(truths)('$says', async ({ operation, input, error, message, answer }) => {
    const Command = commands[`${operation}Command`];
    if (!Command) throw new Error(`The SDK has no ${operation}.`);
    const sent = new Client(place()).send(new Command(input as never) as never);
    if (error === undefined) expect(await sent).toMatchObject(answer ?? {});
    else await expect(sent).rejects.toMatchObject({ name: error, ...(message === undefined ? {} : { message }) });
  });
});

test('a message of the dead-letter queue is hidden once it is received, and gone once it is deleted', async () => {
  const client = new sqs.SQSClient({ ...place(), useQueueUrlAsEndpoint: false });
  const { QueueUrl } = await client.send(new sqs.GetQueueUrlCommand({ QueueName: queueArn.split(':')[5] }));
  const text = (StringValue: string) => ({ DataType: 'String', StringValue });
  await client.send(new sqs.PurgeQueueCommand({ QueueUrl }));
  await account.clock.sleep(60_000, 'the next purge');
  await client.send(
    new sqs.SendMessageCommand({
      QueueUrl,
      MessageBody: 'what failed',
      MessageAttributes: {
        RULE_ARN: text('a'),
        ERROR_CODE: text('b'),
        ERROR_AFTER: { DataType: 'Number', StringValue: '1.50' },
      },
    }),
  );
  const count = async () => {
    const AttributeNames = ['ApproximateNumberOfMessages' as const, 'ApproximateNumberOfMessagesNotVisible' as const];
    const { Attributes } = await client.send(new sqs.GetQueueAttributesCommand({ QueueUrl, AttributeNames }));
    return AttributeNames.map((name) => Attributes?.[name]);
  };
  // The client holds both digests against what came.
  const receive = () =>
    client.send(
      new sqs.ReceiveMessageCommand({
        QueueUrl,
        MessageSystemAttributeNames: ['ApproximateReceiveCount'],
        MessageAttributeNames: ['ERROR_AFTER', 'RULE.*'],
      }),
    );
  const [first] = (await receive()).Messages ?? [];
  expect(first).toMatchObject({
    Body: 'what failed',
    Attributes: { ApproximateReceiveCount: '1' },
    MessageAttributes: { ERROR_AFTER: { StringValue: '1.5' } },
  });
  expect([await count(), (await receive()).Messages]).toEqual([['0', '1'], undefined]);
  await account.clock.sleep(30_000, 'visibility timeout');
  const [again] = (await receive()).Messages ?? [];
  expect(again).toMatchObject({ MessageId: first?.MessageId, Attributes: { ApproximateReceiveCount: '2' } });
  // "you must use the most recent": an older handle deletes nothing.
  await client.send(new sqs.DeleteMessageCommand({ QueueUrl, ReceiptHandle: first?.ReceiptHandle }));
  expect(await count()).toEqual(['0', '1']);
  await client.send(new sqs.DeleteMessageCommand({ QueueUrl, ReceiptHandle: again?.ReceiptHandle }));
  expect(await count()).toEqual(['0', '0']);
  await client.send(new sqs.PurgeQueueCommand({ QueueUrl }));
  const purged = client.send(new sqs.PurgeQueueCommand({ QueueUrl }));
  await expect(purged).rejects.toMatchObject({ name: 'PurgeQueueInProgress' });
  // What nobody takes is kept four days, or as long as the queue says.
  await client.send(new sqs.SendMessageCommand({ QueueUrl, MessageBody: 'long ago' }));
  await account.clock.sleep(15 * 86_400_000, 'retention');
  expect(await count()).toEqual(['0', '0']);
});

test('an alarm’s state is set, told to its topic, and returns to what it is', async () => {
  const client = new cloudwatch.CloudWatchClient(place());
  const AlarmName = 'report-failed-dev-blog';
  const state = async () => {
    const { MetricAlarms } = await client.send(new cloudwatch.DescribeAlarmsCommand({ AlarmNames: [AlarmName] }));
    return [MetricAlarms?.[0]?.StateValue, MetricAlarms?.[0]?.StateReason];
  };
  const before = account.sns.outbox.length;
  await client.send(new cloudwatch.SetAlarmStateCommand({ AlarmName, StateValue: 'ALARM', StateReason: 'tried' }));
  expect(await state()).toEqual(['ALARM', 'tried']);
  expect(account.sns.outbox.length).toBe(before + 1);
  await account.clock.sleep(3_600_000, 'evaluation');
  expect((await state())[0]).toBe('OK');
});

test('who may not is told so by each protocol’s own name', async () => {
  const refused = (name: string) => ({
    name,
    message: expect.stringContaining('is not authorized to perform') as string,
  });
  await expect(new sqs.SQSClient(place('producer')).send(new sqs.ListQueuesCommand({}))).rejects.toMatchObject(
    refused('AccessDenied'),
  );
  await expect(
    new cloudwatch.CloudWatchClient(place('producer')).send(new cloudwatch.ListMetricsCommand({})),
  ).rejects.toMatchObject(refused('AccessDenied'));
  await expect(
    new logs.CloudWatchLogsClient(place('producer')).send(new logs.DescribeLogGroupsCommand({})),
  ).rejects.toMatchObject(refused('AccessDeniedException'));
  // AuthorizationError, which the client has a class for.
  await expect(new sns.SNSClient(place('producer')).send(new sns.ListTopicsCommand({}))).rejects.toMatchObject(
    refused('AuthorizationErrorException'),
  );
  const identity = await new sts.STSClient(place('producer')).send(new sts.GetCallerIdentityCommand({}));
  expect(identity).toMatchObject({
    Arn: 'arn:aws:iam::000000000000:user/producer',
    UserId: expect.stringMatching(/^AIDA[A-Z2-7]{17}$/) as string,
  });
});

test('a page’s token of nobody is no matter of credentials', async () => {
  const stateMachineArn = 'arn:aws:states:eu-west-1:000000000000:stateMachine:analytics-dev-blog';
  const list = new sfn.ListExecutionsCommand({ stateMachineArn, nextToken: 'xx' });
  await expect(new sfn.SFNClient(place()).send(list)).rejects.toMatchObject({ name: 'InvalidToken' });
});
