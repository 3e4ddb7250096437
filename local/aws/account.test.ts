import { readFileSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import {
  DisableRuleCommand,
  EnableRuleCommand,
  EventBridgeClient,
  ListRulesCommand,
  PutEventsCommand,
} from '@aws-sdk/client-eventbridge';
import { GetTableCommand, GlueClient } from '@aws-sdk/client-glue';
import { InvokeCommand, LambdaClient } from '@aws-sdk/client-lambda';
import { PublishCommand, SNSClient } from '@aws-sdk/client-sns';
import { type Principal } from '../../policies/iam/authorize';
import { type Use } from './shared/access-control';
import { type Account, standUp } from './account';
import { SimulatedClock } from './shared/clock';
import { explainRefusals } from '../start/telling/refusals';
import { synthesizeInto } from '../../terraform/test-support';
import { devStack, temporaryFolder, withoutStatement } from '../test-support';

const { folder, remove } = temporaryFolder('account');
const accounts: Account[] = [];
const clients: { destroy(): void }[] = [];
const region = 'eu-west-1';
const topicArn = 'arn:aws:sns:eu-west-1:000000000000:analytics-notifications-dev-blog';
const workflow = 'arn:aws:lambda:eu-west-1:000000000000:function:dev-blog-start-analytics-workflow';
const scheduleRule = 'send-report-once-a-month-dev-blog';
const role = (name: string): Principal => ({ kind: 'role', arn: `arn:aws:iam::000000000000:role/${name}` });

/** The dev stack as it stands, or after a change. */
async function stand(change?: (json: string) => string, record?: (use: Use) => void): Promise<Account> {
  const account = await standUp(devStack(folder, change), {
    clock: new SimulatedClock(new Date('2026-10-31T00:00:00Z')),
    folder: `${folder}/run-${accounts.length}`,
    ...(record ? { record } : {}),
  });
  accounts.push(account);
  return account;
}

function connect<T extends { destroy(): void }>(
  Client: new (options: object) => T,
  account: Account,
  principal: Principal = account.operator,
): T {
  const { endpoint } = account;
  const client = new Client({ endpoint, region, maxAttempts: 1, credentials: account.credentialsFor(principal) });
  clients.push(client);
  return client;
}

const failed = {
  source: 'aws.states',
  'detail-type': 'Step Functions Execution Status Change',
  resources: [],
  detail: {
    status: 'FAILED',
    name: 'monthly-dev-2026-10-01-2026-10-31',
    executionArn: 'arn:aws:states:eu-west-1:000000000000:execution:analytics-dev-blog:monthly',
    stateMachineArn: 'arn:aws:states:eu-west-1:000000000000:stateMachine:analytics-dev-blog',
  },
};

let account: Account;
const uses: Use[] = [];
beforeAll(async () => {
  synthesizeInto(folder);
  account = await stand(undefined, (use) => void uses.push(use));
});
afterAll(async () => {
  for (const client of clients) client.destroy();
  await Promise.all(accounts.map((one) => one.close()));
  remove();
});

describe('SNS', () => {
  test('keeps what is published, with who gets it; the key is used as the publisher', async () => {
    const sns = connect(SNSClient, account, role('dev-blog-send-report'));
    uses.length = 0;
    const { MessageId } = await sns.send(
      new PublishCommand({ TopicArn: topicArn, Subject: 'A report', Message: 'Line 1\nLine 2: ▇ & <b>' }),
    );
    expect(account.sns.outbox.at(-1)).toEqual({
      messageId: MessageId,
      topicArn,
      subject: 'A report',
      message: 'Line 1\nLine 2: ▇ & <b>',
      publishedAt: account.clock.now(),
      publishedBy: 'dev-blog-send-report',
      subscribers: [{ protocol: 'email', endpoint: 'analytics-dev@example.com' }],
    });
    expect(uses.map(({ action, service, via }) => [action, service, via])).toEqual([
      ['sns:Publish', 'sdk', undefined],
      ['kms:GenerateDataKey', 'behalf', 'sns.amazonaws.com'],
      ['kms:Decrypt', 'behalf', 'sns.amazonaws.com'],
    ]);
  });

  test.each([
    [{ TopicArn: `${topicArn}-x`, Message: 'x' }, 'NotFound', 'Topic does not exist'],
    [{ TopicArn: topicArn, Message: 'x', Subject: 'a\nb' }, 'InvalidParameter', 'Invalid parameter: Subject'],
    [{ TopicArn: topicArn, Message: 'x', Subject: 'x'.repeat(101) }, 'InvalidParameter', 'Invalid parameter: Subject'],
    [{ TopicArn: topicArn, Message: 'é'.repeat(131_073) }, 'InvalidParameter', 'Invalid parameter: Message too long'],
  ])('refuses %# as AWS does', async (input, name, message) => {
    await expect(connect(SNSClient, account).send(new PublishCommand(input))).rejects.toMatchObject({
      name: expect.stringContaining(name),
      message,
    });
  });

  test('a role without the right is told so in AWS’s words', async () => {
    const sns = connect(SNSClient, account, role('dev-blog-check-query-execution'));
    await expect(sns.send(new PublishCommand({ TopicArn: topicArn, Message: 'x' }))).rejects.toMatchObject({
      name: expect.stringContaining('AuthorizationError'),
      message: expect.stringContaining(`is not authorized to perform: sns:Publish on resource: ${topicArn} because`),
      $metadata: { httpStatusCode: 403 },
    });
  });

  test('a role that may publish but not use the topic’s key may not publish', async () => {
    const keyless = await stand(withoutStatement('EncryptNotifications'));
    const sns = connect(SNSClient, keyless, role('dev-blog-send-report'));
    await expect(sns.send(new PublishCommand({ TopicArn: topicArn, Message: 'x' }))).rejects.toMatchObject({
      name: expect.stringContaining('KMSAccessDenied'),
    });
    expect(keyless.accessControl.refusals).toMatchObject([
      {
        use: { principalName: 'dev-blog-send-report', action: 'kms:GenerateDataKey' },
        verdict: { where: { file: expect.stringMatching(/^constructs\//), line: expect.any(Number) } },
      },
    ]);
  });
});

describe('Glue', () => {
  const get = new GetTableCommand({ DatabaseName: 'video-analytics-dev-blog', Name: 'events-dev-blog' });

  test('reads the synthesized table', async () => {
    const { Table } = await connect(GlueClient, account).send(get);
    expect(Table?.StorageDescriptor?.Columns?.map(({ Name, Type }) => `${Name} ${Type}`)).toEqual([
      'id string',
      'userid string',
      'format string',
      'ts timestamp',
    ]);
    expect(Table?.PartitionKeys).toMatchObject([{ Name: 'dt', Type: 'string' }]);
  });

  test('checks the table and its ancestors', async () => {
    uses.length = 0;
    await connect(GlueClient, account, role('dev-blog-start-query-execution')).send(get);
    expect(uses).toMatchObject([
      {
        action: 'glue:GetTable',
        resources: [
          'arn:aws:glue:eu-west-1:000000000000:catalog',
          'arn:aws:glue:eu-west-1:000000000000:database/video-analytics-dev-blog',
          'arn:aws:glue:eu-west-1:000000000000:table/video-analytics-dev-blog/events-dev-blog',
        ],
      },
    ]);
    const sender = connect(GlueClient, account, role('dev-blog-send-report'));
    await expect(sender.send(get)).rejects.toMatchObject({ name: 'AccessDeniedException' });
  });
});

describe('Lambda', () => {
  const invoke = (name: string, payload: string, type?: 'Event' | 'DryRun') =>
    new InvokeCommand({ FunctionName: name, Payload: payload, ...(type ? { InvocationType: type } : {}) });

  test('runs the zipped bundle, and tells a function’s error apart from its own', async () => {
    const lambda = connect(LambdaClient, account);
    const answer = await lambda.send(invoke('dev-blog-check-query-execution', '{"startDate":"2026-02-30"}'));
    expect(answer).toMatchObject({ StatusCode: 200, FunctionError: 'Unhandled', ExecutedVersion: '$LATEST' });
    expect(JSON.parse(answer.Payload?.transformToString() ?? '')).toMatchObject({
      errorType: 'InvalidInput',
      errorMessage: expect.stringContaining('startDate'),
    });
    expect(account.lambda.logs.events('/aws/lambda/dev-blog-check-query-execution').length).toBeGreaterThan(3);
    await expect(lambda.send(invoke('nobody', '{}'))).rejects.toMatchObject({ name: 'ResourceNotFoundException' });
    await expect(lambda.send(invoke(workflow, '{'))).rejects.toMatchObject({ name: 'InvalidRequestContentException' });
    expect(await lambda.send(invoke(workflow, '{}', 'DryRun'))).toMatchObject({ StatusCode: 204 });
  });

  test('tries an event invocation that fails twice more, later each time', async () => {
    const alone = await stand();
    const lambda = connect(LambdaClient, alone);
    expect(await lambda.send(invoke(workflow, '{}', 'Event'))).toMatchObject({ StatusCode: 202 });
    await alone.lambda.idle();
    const starts = alone.lambda.logs
      .events('/aws/lambda/dev-blog-start-analytics-workflow')
      .filter(({ message }) => message.startsWith('START'));
    expect(starts.map(({ timestamp }) => timestamp.toISOString().slice(11, 19))).toEqual([
      '00:00:00',
      '00:01:00',
      '00:03:00',
    ]);
    const [kept] = alone.sqs.messages;
    expect(JSON.parse(kept?.body ?? '')).toMatchObject({
      timestamp: '2026-10-31T00:03:00.000Z',
      requestContext: { functionArn: `${workflow}:$LATEST`, condition: 'RetriesExhausted', approximateInvokeCount: 3 },
      requestPayload: {},
      responseContext: { functionError: 'Unhandled' },
      responsePayload: { errorType: 'InvalidInput' },
    });
    expect(kept?.queueArn).toBe('arn:aws:sqs:eu-west-1:000000000000:report-schedule-dlq-dev-blog');
  });

  test('a role that may not keep what failed loses it, and the refusal is kept', async () => {
    const forgetful = await stand(withoutStatement('KeepFailed'));
    await forgetful.lambda.invokeAsynchronously(workflow, '{}');
    expect(forgetful.sqs.messages).toEqual([]);
    expect(forgetful.accessControl.refusals).toMatchObject([
      { use: { action: 'sqs:SendMessage', principalName: 'dev-blog-start-analytics-workflow' } },
    ]);
  });

  test('may be invoked by whom a policy names', async () => {
    const lambda = connect(LambdaClient, account, role('dev-blog-send-report'));
    await expect(lambda.send(invoke(workflow, '{}'))).rejects.toMatchObject({ name: 'AccessDeniedException' });
  });

  test('a function whose role does not trust Lambda does not run', async () => {
    const distrusting = await stand((json) => json.replaceAll('lambda.amazonaws.com', 'ec2.amazonaws.com'));
    await expect(connect(LambdaClient, distrusting).send(invoke(workflow, '{}'))).rejects.toMatchObject({
      name: 'AccessDeniedException',
      message: expect.stringContaining('lambda.amazonaws.com is unable to assume role'),
    });
  });

  test('a role that may not write logs loses them, and the refusal is kept', async () => {
    const mute = await stand(withoutStatement('WriteOwnLogs'));
    await connect(LambdaClient, mute).send(invoke('dev-blog-check-query-execution', '{}'));
    expect(mute.lambda.logs.names()).toEqual([]);
    expect(mute.accessControl.refusals[0]).toMatchObject({ use: { action: 'logs:CreateLogStream' } });
  });
});

describe('EventBridge', () => {
  test('fires the rule by its own cron; the same event once more is the same event', async () => {
    const alone = await stand();
    expect(alone.events.nextFirings()).toEqual({ [scheduleRule]: new Date('2026-11-01T08:00:00Z') });
    await alone.clock.advanceTo(new Date('2026-11-01T07:59:59Z'));
    expect(alone.events.deliveries).toEqual([]);
    await alone.clock.advanceTo(new Date('2026-11-01T08:00:00Z'));
    expect(alone.events.deliveries).toMatchObject([
      {
        rule: scheduleRule,
        targetArn: workflow,
        outcome: 'delivered',
        event: {
          version: '0',
          source: 'aws.events',
          'detail-type': 'Scheduled Event',
          account: '000000000000',
          time: '2026-11-01T08:00:00Z',
          region,
          resources: [`arn:aws:events:eu-west-1:000000000000:rule/${scheduleRule}`],
          detail: {},
        },
      },
    ]);
    const [first] = alone.events.deliveries;
    const [again] = await alone.events.redeliver(first?.event.id ?? '');
    expect(again?.event).toEqual(first?.event);
  });

  const noticeQueue = 'arn:aws:sqs:eu-west-1:000000000000:report-notice-dlq-dev-blog';

  test('what it may not deliver goes to the dead-letter queue', async () => {
    const refused = await stand((json) => json.replaceAll('"source_account": "000000000000"', '"source_account": "1"'));
    const [delivery] = await refused.events.fire(scheduleRule);
    expect(delivery).toMatchObject({ outcome: 'dead-letter queue', error: { code: 'AccessDenied' } });
    expect(refused.sqs.messages).toMatchObject([
      {
        queueArn: 'arn:aws:sqs:eu-west-1:000000000000:report-schedule-dlq-dev-blog',
        body: delivery?.input,
        attributes: { TARGET_ARN: { StringValue: workflow }, ERROR_CODE: { StringValue: 'NO_PERMISSIONS' } },
      },
    ]);
    expect(Object.keys(refused.sqs.messages[0]?.attributes ?? {})).not.toContain('RETRY_ATTEMPTS');
  });

  // Recorded: radkawar/stackd at 9dc356f, testdata/aws/eventbridge/inputs.json, quoted-values.
  test('an input that is no JSON goes to the dead-letter queue as it is', async () => {
    const transformer = { input_paths: { d: '$.detail' }, input_template: '{"a":"<d>"}' };
    const odd = await stand((json) =>
      json.replace(
        '"target_id": "report-failed-dev-blog"',
        (target) => `${target}, "input_transformer": ${JSON.stringify(transformer)}`,
      ),
    );
    const [delivery] = await odd.events.put(failed);
    expect(delivery).toMatchObject({ outcome: 'dead-letter queue', error: { code: 'INVALID_JSON' } });
    const body = `{"a":"${JSON.stringify(failed.detail)}"}`;
    expect(odd.sqs.messages).toMatchObject([
      {
        queueArn: noticeQueue,
        body,
        attributes: {
          ERROR_CODE: { StringValue: 'INVALID_JSON' },
          ERROR_MESSAGE: { StringValue: 'Invalid input for target.' },
        },
      },
    ]);
  });

  test('and is lost where the queue does not let it in', async () => {
    const closed = await stand((json) =>
      withoutStatement('KeepUndelivered')(json.replaceAll('"source_account": "000000000000"', '"source_account": "1"')),
    );
    expect(await closed.events.fire(scheduleRule)).toMatchObject([{ outcome: 'lost' }]);
    expect(closed.accessControl.refusals.map(({ use }) => use.action)).toEqual([
      'lambda:InvokeFunction',
      'sqs:SendMessage',
    ]);
  });

  test('a failed execution is handed to the function that tells subscribers, in words', async () => {
    expect(await account.events.put({ ...failed, detail: { ...failed.detail, status: 'SUCCEEDED' } })).toEqual([]);
    // For a deployment's verification nobody waits.
    const verification = { ...failed.detail, name: 'verify-dev-2026-10-31-0123456-77-1' };
    expect(await account.events.put({ ...failed, detail: verification })).toEqual([]);
    expect(await account.events.put(failed)).toMatchObject([{ rule: 'report-failed-dev-blog', outcome: 'delivered' }]);
    expect(account.sns.outbox.at(-1)).toMatchObject({
      publishedBy: 'dev-blog-notify-failure',
      message: expect.stringMatching(
        /^The report that monthly-dev-2026-10-01-2026-10-31 makes of blog .* was not sent/,
      ) as string,
    });
  });

  test.each([
    ['the marker', 'MarkSent', 's3:PutObject'],
    ['the topic', 'Notify', 'sns:Publish'],
    ['the topic’s key', 'EncryptNotifications', 'kms:GenerateDataKey'],
  ])('who may not use %s tells nobody, and the failure is kept', async (_what, sid, action) => {
    const refused = await stand(withoutStatement(sid));
    expect(await refused.events.put(failed)).toMatchObject([{ outcome: 'delivered', error: {} }]);
    expect(refused.accessControl.refusals[0]).toMatchObject({
      use: { action, principalName: 'dev-blog-notify-failure' },
    });
    expect(refused.sns.outbox).toEqual([]);
    expect(refused.sqs.messages.map(({ queueArn }) => queueArn)).toEqual([noticeQueue]);
  });

  test('a rule may ask for what EventBridge adds to an event', async () => {
    const source = String.raw`\"source\":[\"aws.states\"]`;
    const of = (account: string) =>
      stand((json) => json.replace(`{${source}`, String.raw`{\"account\":[\"${account}\"],${source}`));
    expect(await (await of('000000000000')).events.put(failed)).toMatchObject([{ outcome: 'delivered' }]);
    expect(await (await of('111111111111')).events.put(failed)).toEqual([]);
  });

  test('a failure that may not be handed to the function is kept, too', async () => {
    const refused = await stand((json) => json.replaceAll('"source_account": "000000000000"', '"source_account": "1"'));
    expect(await refused.events.put(failed)).toMatchObject([{ outcome: 'dead-letter queue' }]);
    expect(refused.sqs.messages).toMatchObject([
      { queueArn: noticeQueue, attributes: { ERROR_CODE: { StringValue: 'NO_PERMISSIONS' } } },
    ]);
  });
});

test('a permissions boundary, which lies in the bootstrap stack, refuses what the role itself may do', async () => {
  const bootstrap = join(folder, 'stacks/bootstrap-dev/cdk.tf.json');
  const before = readFileSync(bootstrap, 'utf8');
  writeFileSync(bootstrap, withoutStatement('Topics')(before));
  try {
    const bounded = await stand();
    const publish = new PublishCommand({ TopicArn: topicArn, Message: 'x' });
    await expect(connect(SNSClient, bounded, role('dev-blog-send-report')).send(publish)).rejects.toMatchObject({
      message: expect.stringMatching(/sns:Publish .* because no permissions boundary allows the sns:Publish action/),
    });
    expect(explainRefusals(bounded.accessControl.refusals)).toMatch(
      /no permissions boundary allows it\.\n {2}Its permissions boundary is written at \S*constructs\/deploy-access\/service-boundary\.ts:\d+/,
    );
  } finally {
    writeFileSync(bootstrap, before);
  }
});

test('a port in use is the user’s to solve', async () => {
  const port = Number(new URL(account.endpoint).port);
  const second = standUp(account.stack, { clock: account.clock, folder: `${folder}/second`, port });
  await expect(second).rejects.toMatchObject({
    name: 'UserError',
    message: expect.stringContaining(`--port ${port} is in use`),
  });
});

describe('EventBridge’s clients', () => {
  test('may look, pause a rule and send events of their own', async () => {
    const alone = await stand();
    const client = connect(EventBridgeClient, alone);
    await client.send(new DisableRuleCommand({ Name: scheduleRule }));
    const { Rules } = await client.send(new ListRulesCommand({}));
    expect(Rules?.map(({ Name, State }) => [Name, State])).toEqual([
      ['report-failed-dev-blog', 'ENABLED'],
      [scheduleRule, 'DISABLED'],
    ]);
    await alone.clock.advanceTo(new Date('2026-12-01T09:00:00Z'));
    expect(alone.events.deliveries).toEqual([]);
    await client.send(new EnableRuleCommand({ Name: scheduleRule }));
    expect(alone.events.nextFirings()).toEqual({ [scheduleRule]: new Date('2027-01-01T08:00:00Z') });
    const sent = await client.send(
      new PutEventsCommand({
        Entries: [
          { Source: 'mine', DetailType: 'x', Detail: '{}' },
          { Source: 'aws.states', DetailType: 'x', Detail: '{}' },
          { Source: 'mine', DetailType: 'x', Detail: 'no' },
        ],
      }),
    );
    expect(sent).toMatchObject({
      FailedEntryCount: 2,
      Entries: [
        { EventId: expect.any(String) },
        { ErrorCode: 'NotAuthorizedForSourceException' },
        { ErrorCode: 'MalformedDetail' },
      ],
    });
  });
});
