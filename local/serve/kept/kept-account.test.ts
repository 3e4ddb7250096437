import {
  AbortMultipartUploadCommand,
  CreateMultipartUploadCommand,
  DeleteObjectCommand,
  DeleteObjectTaggingCommand,
  PutObjectCommand,
  S3Client,
} from '@aws-sdk/client-s3';
import { AthenaClient, GetQueryExecutionCommand, StartQueryExecutionCommand } from '@aws-sdk/client-athena';
import { FirehoseClient, PutRecordCommand } from '@aws-sdk/client-firehose';
import { PublishCommand, SNSClient } from '@aws-sdk/client-sns';
import { SFNClient, StartExecutionCommand, StopExecutionCommand } from '@aws-sdk/client-sfn';
import { appendFileSync, cpSync, mkdirSync, readFileSync, rmSync, truncateSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { synthesizeInto } from '../../../terraform/test-support';
import { blocksOfType } from '../../../terraform/query';
import { type Account, standUp } from '../../aws/account';
import { SimulatedClock } from '../../aws/shared/clock';
import { callOnBehalf } from '../../aws/shared/call';
import { devStack, temporaryFolder } from '../../test-support';
import { namesOf } from '../../start/running/stack-names';
import { type KeptAccount } from './kept-account';
import { openKept } from './open';

const { folder, remove } = temporaryFolder('kept-account');
const accounts: Account[] = [];
beforeAll(() => synthesizeInto(folder));
afterAll(async () => {
  for (const account of accounts) await account.close();
  remove();
});

const start = new Date('2026-11-27T12:00:00Z');
const at = (name: string): string => join(folder, name);

/** An account whose objects lie in a folder. */
async function standIn(name: string, interpose?: KeptAccount['interpose'], now = start) {
  const stack = devStack(folder);
  const clock = new SimulatedClock(now);
  const account = await standUp(stack, { clock, folder: at(name), ...(interpose ? { interpose } : {}) });
  accounts.push(account);
  return { account, clock };
}

/** The same, and its folder. */
async function stand(name: string, now?: Date) {
  const kept = openKept(at(name), 'dev', devStack(folder));
  return { ...(await standIn(name, kept.interpose, now)), kept };
}

/** As it lies there when the process is killed. */
const copy = (from: string, to: string): void =>
  cpSync(at(from), at(to), { recursive: true, filter: (source) => !source.endsWith('/lock') });

/** What an account shows of all that it holds. */
function look(
  { objects, sns, sqs, cloudWatch, lambda, firehose, athena, events, stepFunctions }: Account,
  root: string,
) {
  return {
    objects: objects.buckets().flatMap((name) => {
      const bucket = objects.bucket(name);
      return bucket.keysUnder('').map((key) => [
        name,
        bucket.versions(key).map((version) =>
          version.isMarker
            ? version
            : {
                ...version,
                file: version.file.slice(root.length),
                etag: version.etag,
                checksum: version.checksum,
                bytes: readFileSync(version.file, 'utf8'),
              },
        ),
      ]);
    }),
    outbox: sns.outbox,
    queues: sqs.messages,
    metrics: [...cloudWatch.metrics.samples()],
    alarms: cloudWatch
      .alarms()
      .map(({ configuration, state, reason, updated }) => [configuration.name, state, reason, updated]),
    history: cloudWatch.history.map(({ alarm, from, to, at: when }) => [alarm.name, from, to, when]),
    logs: lambda.logs.names().map((group) => [group, lambda.logs.events(group)]),
    records: [...firehose.streams()].map(([name, stream]) => [
      name,
      [...stream.undelivered(0)].map(({ data }) => data.toString()),
    ]),
    queries: athena.executions().map((query) => [query.describe(), query.result]),
    deliveries: events.deliveries,
    executions: stepFunctions.executions().map(({ identity, status, history, stopDate, cause }) => ({
      identity,
      status,
      events: history.events,
      stopDate,
      cause,
    })),
  };
}

test('a killed account is there again, service by service; what was in flight is ended and told', async () => {
  const { account, kept, clock } = await stand('first');
  expect(kept.attach(account)).toEqual([]);
  const { stack, endpoint, operator, producer } = account;
  const names = namesOf(stack);
  const [bucket] = account.objects.buckets();
  const as = (who: typeof operator) => ({
    endpoint,
    region: stack.region,
    maxAttempts: 1,
    credentials: account.credentialsFor(who),
  });
  const s3 = new S3Client({ ...as(operator), forcePathStyle: true });
  const [states, athena, sns, firehose] = [
    new SFNClient(as(operator)),
    new AthenaClient(as(operator)),
    new SNSClient(as(operator)),
    new FirehoseClient(as(producer)),
  ];

  const put = (Key: string, Body: string, more: object = {}) =>
    s3.send(new PutObjectCommand({ Bucket: bucket, Key, Body, ...more }));
  await put('a', 'one', { Metadata: { who: 'ann' }, ContentType: 'text/plain', Tagging: 'x=1' });
  await put('a', 'two');
  const { VersionId } = await put('gone', 'for good');
  await s3.send(new DeleteObjectCommand({ Bucket: bucket, Key: 'gone', VersionId }));
  await put('hidden', 'below a marker', { Tagging: 'y=2' });
  await s3.send(new DeleteObjectTaggingCommand({ Bucket: bucket, Key: 'hidden' }));
  await s3.send(new DeleteObjectCommand({ Bucket: bucket, Key: 'hidden' }));
  const upload = { Bucket: bucket, Key: 'in parts' };
  await s3.send(new CreateMultipartUploadCommand(upload));
  const { UploadId } = await s3.send(new CreateMultipartUploadCommand({ ...upload, Key: 'given up' }));
  await s3.send(new AbortMultipartUploadCommand({ ...upload, Key: 'given up', UploadId }));
  await sns.send(
    new PublishCommand({
      TopicArn: names.topic,
      Message: 'said',
      Subject: 'Of note',
      MessageAttributes: { n: { DataType: 'Number', StringValue: '1' } },
    }),
  );
  const [queue] = blocksOfType(stack, 'aws_sqs_queue');
  if (queue) {
    account.sqs.send(callOnBehalf(account.accessControl, operator, 'sqs.amazonaws.com', ''), queue, 'dead', {});
    account.sqs.receive(String(queue.values['arn']), 1, 30);
  }
  await firehose.send(
    new PutRecordCommand({
      DeliveryStreamName: names.stream,
      Record: { Data: Buffer.from('{"id":"1","userId":"u"}') },
    }),
  );
  await clock.advanceTo(new Date(clock.now().getTime() + names.bufferingInterval * 1000));
  await firehose.send(
    new PutRecordCommand({
      DeliveryStreamName: names.stream,
      Record: { Data: Buffer.from('{"id":"2","userId":"u"}') },
    }),
  );
  const started = {
    QueryString: `SELECT id FROM "${names.database}"."${names.table}"`,
    WorkGroup: names.workgroup,
    ClientRequestToken: 'a'.repeat(32),
  };
  const { QueryExecutionId } = await athena.send(new StartQueryExecutionCommand(started));
  await account.athena.executions()[0]?.finished();
  await clock.sleep(1000, 'the query');
  await athena.send(new GetQueryExecutionCommand({ QueryExecutionId }));
  const execution = (name: string) =>
    states.send(
      new StartExecutionCommand({
        stateMachineArn: names.machineArn,
        name,
        input: '{"startDate":"2026-11-01","endDate":"2026-11-02"}',
      }),
    );
  const { executionArn } = await execution('stopped');
  await states.send(new StopExecutionCommand({ executionArn, error: 'E', cause: 'as told' }));
  // Subscribers are told of it; what is not told by then is lost.
  await account.events.idle();
  const running = await execution('running');
  account.cloudWatch.setAlarmState(account.cloudWatch.alarms()[0]?.configuration.name ?? '', 'ALARM', 'a try');
  kept.flush();
  copy('first', 'second');
  const before = look(account, at('first'));
  for (const client of [s3, states, athena, sns, firehose]) client.destroy();

  const again = await stand('second', clock.now());
  const told = again.kept.attach(again.account);
  const after = look(again.account, at('second'));
  // The execution that runs may have begun one.
  expect(told.filter((line) => !/^The query \S+ ran when/.test(line))).toEqual([
    expect.stringMatching(/^Goes on with \S+: \d+ objects in \d buckets?, \d+ messages?, /),
    `The upload in parts to s3://${bucket}/in parts was not completed, and is dropped.`,
    `The execution ${running.executionArn} ran when its account ended: it is ABORTED.`,
  ]);
  const aborted = after.executions[1];
  const ended = ({ queries, executions, ...all }: typeof before) => ({
    ...all,
    queries: queries.slice(0, 1),
    executions: executions.slice(0, 1),
  });
  expect(ended(after)).toEqual(ended(before));
  expect(before.records.flatMap(([, records]) => records)).toEqual(['{"id":"2","userId":"u"}']);
  const before_ = before.executions[1];
  expect(aborted).toMatchObject({
    status: 'ABORTED',
    stopDate: clock.now(),
    identity: before_?.identity,
  });
  expect(aborted?.events.slice(0, before_?.events.length)).toEqual(before_?.events);
  expect(aborted?.events.at(-1)).toMatchObject({ type: 'ExecutionAborted', previousEventId: 0 });

  // The same request is still the same query, and what was taken is delivered.
  const client = new AthenaClient({
    endpoint: again.account.endpoint,
    region: stack.region,
    credentials: again.account.credentialsFor(operator),
  });
  expect(await client.send(new StartQueryExecutionCommand(started))).toMatchObject({ QueryExecutionId });
  client.destroy();
  const parquet = () => again.account.objects.list(names.eventsBucket, names.eventsPrefix).length;
  const count = parquet();
  await again.clock.advanceTo(new Date(again.clock.now().getTime() + names.bufferingInterval * 1000));
  expect(parquet()).toBe(count + 1);
  again.kept.end();
  // Ended once, it is not ended again.
  const third = await stand('second');
  const keepings = { ...third.account.keepings, other: undefined };
  expect(third.kept.attach({ ...third.account, keepings })).toEqual([
    expect.stringContaining('Goes on with'),
    'Not kept: what other holds.',
  ]);
  third.kept.end();
  kept.end();
}, 60_000);

describe('a folder that can’t be gone on with is named', () => {
  const stack = () => devStack(folder);
  const lines = (service: string, of = name): string => {
    const { generation } = JSON.parse(readFileSync(at(`${of}/kept.json`), 'utf8')) as { generation: number };
    return at(`${of}/lines-${generation}/${service}.jsonl`);
  };
  const name = 'faulty';
  let account: Account | undefined;
  const attached = async (): Promise<void> => {
    account ??= (await standIn(name)).account;
    const kept = openKept(at(name), 'dev', stack());
    try {
      kept.attach(account);
    } finally {
      kept.end();
    }
  };

  test.each<[string, () => void, RegExp]>([
    ['a line that is no JSON', () => appendFileSync(lines('sns'), 'oops\n'), /sns\.jsonl, line \d+: it is no JSON/],
    [
      'a line of another kind',
      () => appendFileSync(lines('objects'), '{"is":"x"}\n'),
      /objects\.jsonl, line \d+: "is" is "x": it must be one of object, marker/,
    ],
    [
      'a field of another kind',
      () => appendFileSync(lines('stepFunctions'), '{"arn":5}\n'),
      /stepFunctions\.jsonl, line \d+: "arn" is 5: it must be a text/,
    ],
    [
      'a bucket that the stack has not',
      () =>
        appendFileSync(
          lines('objects'),
          '{"is":"marker","bucket":"other","key":"k","version":"null","at":"2026-11-27T12:00:00Z"}\n',
        ),
      /the bucket other is not in the stack any more, and holds k/,
    ],
    ['lines that are gone', () => rmSync(lines('athena')), /athena\.jsonl: it is missing/],
    [
      'a manifest of another version',
      () => writeFileSync(at(`${name}/kept.json`), '{"format":"local-account","version":2}'),
      /kept\.json: its version is 2, and this checkout reads version 1/,
    ],
    ['a manifest that is none', () => writeFileSync(at(`${name}/kept.json`), '{'), /kept\.json: it is no JSON/],
    [
      'a manifest of something else',
      () => writeFileSync(at(`${name}/kept.json`), '{}'),
      /kept\.json: its "format" is not "local-account"/,
    ],
    [
      'an account of another region',
      () =>
        writeFileSync(
          at(`${name}/kept.json`),
          readFileSync(at(`${name}/kept.json`), 'utf8').replace('eu-west-1', 'us-east-1'),
        ),
      /the account in it is of the region us-east-1, and not of eu-west-1/,
    ],
    [
      'an object whose file was cut off',
      () => truncateSync(at(`${name}/${fileOf()}`), 1),
      /it has 1 bytes, and must be the \d+ bytes of s3:/,
    ],
    [
      'an object whose file is gone',
      () => rmSync(at(`${name}/${fileOf()}`)),
      /it is missing, and must be the \d+ bytes of s3:/,
    ],
    [
      'a process that has it',
      () => writeFileSync(at(`${name}/lock`), `${process.ppid}\n`),
      /lock: the process \d+ keeps an account in it/,
    ],
  ])('%s', async (_, change, told) => {
    rmSync(at(name), { recursive: true, force: true });
    cpSync(at('second'), at(name), { recursive: true });
    change();
    await expect(attached()).rejects.toThrow(told);
    await expect(attached()).rejects.toMatchObject({
      name: 'UserError',
      message: expect.stringContaining(at(name)) as string,
    });
  });

  /** Of the first object that has any. */
  function fileOf(): string {
    const line = readFileSync(lines('objects'), 'utf8')
      .split('\n')
      .find((one) => one.includes('"is":"object"'));
    return join('s3', (JSON.parse(line ?? '{}') as { file: string }).file);
  }

  test('one that holds something else', () => {
    mkdirSync(at('foreign'));
    writeFileSync(at('foreign/thesis.txt'), 'mine');
    expect(() => openKept(at('foreign'), 'dev', stack())).toThrow(
      /foreign\/thesis\.txt: the folder holds this, and no account/,
    );
    expect(readFileSync(at('foreign/thesis.txt'), 'utf8')).toBe('mine');
  });

  test('the lock of a process that is gone is taken over', () => {
    cpSync(at('second'), at('stale'), { recursive: true });
    writeFileSync(at('stale/lock'), `${2 ** 22 + 1}\n`);
    const kept = openKept(at('stale'), 'dev', stack());
    expect(readFileSync(at('stale/lock'), 'utf8')).toBe(`${process.pid}\n`);
    kept.end();
  });

  test('a last line that was cut off is passed over, and told', async () => {
    cpSync(at('second'), at('torn'), { recursive: true });
    appendFileSync(lines('sns', 'torn'), '{"messageId":"');
    const torn = await stand('torn');
    expect(torn.kept.attach(torn.account)).toEqual([
      expect.stringContaining('Goes on with'),
      expect.stringMatching(/sns\.jsonl: its last line was cut off, and is passed over\.$/),
    ]);
    torn.kept.end();
  });
});
