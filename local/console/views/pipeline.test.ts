import { PutRecordBatchCommand } from '@aws-sdk/client-firehose';
import { SFNClient, StartExecutionCommand } from '@aws-sdk/client-sfn';
import { clientsOf } from '../../aws/clients';
import { labRecords } from '../../events/lab';
import { namesOf } from '../../start/running/stack-names';
import { consoleOfDev } from '../test-support';
import { pipeline } from './pipeline';

let dev: Awaited<ReturnType<typeof consoleOfDev>>;
beforeAll(async () => (dev = await consoleOfDev('pipeline')));
afterAll(() => dev.end());

const HOSTILE = `<img src=x onerror=alert(1)>"'&`;
/** The block's row below the picture, as text. */
const rowOf = (body: string, address: string): string =>
  (
    body
      .slice(body.indexOf('</svg>'))
      .split('<tr>')
      .find((row) => row.includes(`/${encodeURIComponent(address)}"`)) ?? ''
  )
    .replace(/<[^>]*>/g, ' ')
    .replace(/\s+/g, ' ')
    .trim();

const STREAM = 'aws_kinesis_firehose_delivery_stream.event-collection_stream';
const MACHINE = 'aws_sfn_state_machine.report-workflow_state-machine';
const BUCKET = 'aws_s3_bucket.event-collection_events-bucket';

test('the picture has the numbers of each block, from the account; each leads to what it holds and where it is written', async () => {
  const { page } = await dev.browser();
  const { account } = dev;
  const names = namesOf(account.stack);
  const clients = clientsOf(account);
  const before = (await page('/console/pipeline')).body;
  expect(rowOf(before, STREAM)).toBe('stream event collection Firehose stream 0 events');
  expect(rowOf(before, MACHINE)).toBe('state-machine report workflow Step Functions state machine 0 executions');
  expect(before).toMatch(
    /<a id="node-aws_sfn[^>]* aria-label="state-machine, Step Functions state machine, 0 executions"/,
  );
  expect(before).toMatch(/send-report-once-a-month-dev-blog<\/td>[^]*<time datetime="\d{4}-\d\d-01T08:00:00.000Z">/);
  const version = pipeline.version({ ...dev, clients, names });

  const Records = labRecords.map((record) => ({ Data: Buffer.from(record) }));
  await clients.firehose.send(new PutRecordBatchCommand({ DeliveryStreamName: names.stream, Records }));
  await clients.states.send(new StartExecutionCommand({ stateMachineArn: names.machineArn, input: '{}' }));
  clients.close();
  await account.firehose.flush();
  await Promise.all(account.stepFunctions.executions().map((one) => one.finished()));
  await account.events.idle();
  expect(pipeline.version({ ...dev, clients, names })).not.toBe(version);
  const after = (await page('/console/pipeline')).body;
  expect(rowOf(after, STREAM)).toBe('stream event collection Firehose stream 4 events');
  expect(rowOf(after, MACHINE)).toMatch(/ 1 execution, 1 failed$/);
  expect(after).toMatch(/<text class="count bad"[^>]*>1 execution, 1 failed<\/text>/);
  expect(rowOf(after, BUCKET)).toMatch(/ 1 object$/);

  // What somebody else named stays text.
  await account.objects.put(names.eventsBucket, HOSTILE, Buffer.from('<script>alert(2)</script>'));
  const block = (address: string) => page(`/console/pipeline/${encodeURIComponent(address)}`);
  const bucket = (await block(BUCKET)).body;
  expect(bucket).toMatch(/<code class="source">constructs\/event-collection\.ts:\d+<\/code>/);
  expect(bucket).toContain('&lt;img src=x onerror=alert(1)&gt;&quot;&#39;&amp;</a>');
  const shown = (await page(`/console/pipeline/${BUCKET}?key=${encodeURIComponent(HOSTILE)}`)).body;
  expect(shown).toContain('<pre tabindex="0">&lt;script&gt;alert(2)&lt;/script&gt;</pre>');
  const path = `/console/pipeline/object/${names.eventsBucket}?key=${encodeURIComponent(HOSTILE)}`;
  expect(await page(path)).toMatchObject({
    status: 200,
    headers: {
      'content-type': 'application/octet-stream',
      'content-disposition': expect.stringMatching(/^attachment; filename="[\w.-]+"$/) as string,
    },
    body: '<script>alert(2)</script>',
  });
  const missing = [
    '/object/no-such-bucket?key=a',
    `/object/${names.eventsBucket}?key=a`,
    '/aws_s3_bucket.no',
    `/${BUCKET}/x`,
  ];
  for (const one of missing) expect([one, (await page(`/console/pipeline${one}`)).status]).toEqual([one, 404]);

  account.lambda.logs.put('/aws/lambda/dev-blog-notify-failure', HOSTILE, HOSTILE);
  const notify = (await block('aws_lambda_function.report-workflow_notify-failure')).body;
  expect(notify).toContain('<dd>1 call</dd>');
  expect(notify).toMatch(/START RequestId/);
  expect(notify).not.toContain('<img');
  const rule = (await block('aws_cloudwatch_event_rule.report-workflow_failure-rule')).body;
  expect(rule).toMatch(/<span class="badge good">delivered<\/span>/);
  // Every page that a finished run's file has is there.
  for (const [address = ''] of (await pipeline.pages?.({ ...dev, clients, names })) ?? [])
    expect([address, (await block(address)).status]).toEqual([address, 200]);
});

test('permissions: what was refused stands on top, with the line of its policy; of each statement what was used, and what was not', async () => {
  const { page } = await dev.browser();
  const { account } = dev;
  const { endpoint, stack, credentialsFor, producer } = account;
  const before = (await page('/console/permissions')).body;
  expect(before).toContain('Nothing was refused.');
  const states = new SFNClient({ endpoint, region: stack.region, credentials: credentialsFor(producer) });
  const stateMachineArn = namesOf(stack).machineArn;
  for (const _ of [1, 2])
    await expect(states.send(new StartExecutionCommand({ stateMachineArn }))).rejects.toThrow('not authorized');
  states.destroy();
  const { body } = await page('/console/permissions');
  const [top = '', rest = ''] = body.split('id="roles"');
  expect(top).toMatch(
    /The user producer was refused states:StartExecution on [^]*policy is written at constructs\/event-collection\.ts:\d+<\/div>[^]*<td class="number">2</,
  );
  const text = rest.replace(/<[^>]*>/g, ' ').replace(/\s+/g, ' ');
  const at = '\\d{4}-\\d\\d-\\d\\d \\d\\d:\\d\\d:\\d\\d';
  expect(text).toMatch(
    new RegExp(
      `MarkSent constructs/query-workspace\\.ts:\\d+ Allow s3:GetObject s3:PutObject on arn:aws:s3:::query-output-\\S+/sent/\\* s3:PutObject \\d+ × ${at} [^A-Z]*lambdas/\\S+\\.ts:\\d+ not used s3:GetObject`,
    ),
  );
  expect(text).toMatch(new RegExp(`FindUploads \\S+ Allow s3:GetBucketLocation [^×]*s3:GetBucketLocation 1 × ${at}`));
  expect(text).toMatch(/if kms:viaservice StringEquals sns\.eu-west-1\.amazonaws\.com/);
  expect(text).toMatch(/producer firehose:PutRecordBatch 1 ×/);
});

test('alarms: one in alarm stands first, with its series over its threshold; every metric that was reported', async () => {
  const { page } = await dev.browser();
  const { cloudWatch } = dev.account;
  const alarm = 'report-failed-dev-blog';
  const first = (body: string) => /<td>\s*<a href="\/console\/alarms\/([^"]+)"/.exec(body)?.[1];
  // Its metric was reported by the execution that failed; when it looks, the calendar says.
  cloudWatch.setAlarmState(alarm, 'ALARM', HOSTILE);
  cloudWatch.put({ namespace: HOSTILE, name: HOSTILE, dimensions: { [HOSTILE]: HOSTILE } }, 1.5);
  const { body } = await page('/console/alarms');
  expect(first(body)).toBe(alarm);
  expect(body).toMatch(/<h2>report-failed-dev-blog<\/h2>/);
  expect(body).toMatch(/<line\s+class="threshold"\s[^>]*y1="22"/);
  expect(body).toMatch(/<rect\s+class="now-fill"\s+x="[\d.]+%"\s+y="22"/);
  expect(body).toContain('greater than or equal to 1 in 1 of 1 periods of 300 s');
  expect(body).toMatch(/AWS\/States\s*<strong>ExecutionsFailed<\/strong>/);
  expect(body).not.toContain('<img');
  expect(body).toContain('<td class="number">1.5</td>');
  const own = (await page(`/console/alarms/${alarm}`)).body;
  expect(own).toMatch(/OK → <span class="badge bad">ALARM<\/span>/);
  expect((await page(`/console/alarms/${alarm}/x`)).status).toBe(404);
  const summary = (await page('/console/pipeline')).body;
  expect(summary).toMatch(/<span class="badge bad">1 in ALARM, 18 OK, 1 without data<\/span>/);
});
