import { DescribeExecutionCommand, StartExecutionCommand } from '@aws-sdk/client-sfn';
import { synthesizeInto } from '../../../../terraform/test-support';
import { type Change, devStack, temporaryFolder } from '../../../test-support';
import { clientsOf, type Clients } from '../../clients';
import { type Account, standUp } from '../../account';
import { type Use } from '../../shared/access-control';
import { SimulatedClock } from '../../shared/clock';
import { sdkTask } from './sdk-task';
import { type Machine, withMachine } from './test-support';

const { folder, remove } = temporaryFolder('sdk-task');
const sdk = (action: string) => `arn:aws:states:::aws-sdk:${action}`;
const topic = 'arn:aws:sns:eu-west-1:000000000000:analytics-notifications-dev-blog';
const results = 'query-output-dev-blog-000000000000';

const stand = (change: Change, options: object = {}): Promise<Account> =>
  standUp(devStack(folder, change), {
    clock: new SimulatedClock(new Date('2026-10-31T00:00:00Z')),
    folder: `${folder}/run`,
    ...options,
  });

beforeAll(() => synthesizeInto(folder));
afterAll(remove);

describe('an action of the SDK', () => {
  const put = { TableName: 'seen', Item: { id: { S: '1' }, on: { Bool: true }, none: { Nul: true } } };
  const caught = { ErrorEquals: ['States.ALL'], ResultPath: '$.caught', Next: 'NoTopic' };
  const states: Record<string, Machine> = {
    Who: { Type: 'Task', Resource: sdk('sts:getCallerIdentity'), Parameters: {}, ResultPath: '$.who', Next: 'Put' },
    Put: {
      Type: 'Task',
      Resource: sdk('s3:putObject'),
      Parameters: { Bucket: results, Key: 'kept.json', Body: { 'text.$': '$.text' } },
      ResultPath: '$.put',
      Next: 'Get',
    },
    Get: {
      Type: 'Task',
      Resource: sdk('s3:getObject'),
      Parameters: { Bucket: results, Key: 'kept.json' },
      ResultSelector: {
        'body.$': '$.Body',
        'type.$': '$.ContentType',
        'at.$': '$.LastModified',
        'length.$': '$.ContentLength',
      },
      ResultPath: '$.got',
      Next: 'Gone',
    },
    Gone: {
      Type: 'Task',
      Resource: sdk('s3:getObject'),
      Parameters: { Bucket: results, Key: 'gone.json' },
      Catch: [{ ErrorEquals: ['S3.NoSuchKeyException'], ResultPath: '$.gone', Next: 'Workgroup' }],
      End: true,
    },
    Workgroup: {
      Type: 'Task',
      Resource: sdk('athena:getWorkGroup'),
      Parameters: { WorkGroup: 'analytics-dev-blog' },
      ResultSelector: { 'name.$': '$.WorkGroup.Name' },
      ResultPath: '$.workgroup',
      Catch: [{ ErrorEquals: ['Athena.AthenaException'], ResultPath: '$.denied', Next: 'Keep' }],
      Next: 'Keep',
    },
    Keep: {
      Type: 'Task',
      Resource: sdk('dynamodb:putItem'),
      Parameters: put,
      ResultPath: '$.kept',
      Catch: [caught],
      Next: 'Machines',
    },
    Machines: {
      Type: 'Task',
      Resource: sdk('sfn:describeStateMachine'),
      Parameters: { 'StateMachineArn.$': '$$.StateMachine.Id' },
      ResultSelector: { 'created.$': '$.CreationDate', 'name.$': '$.Name' },
      ResultPath: '$.machine',
      Next: 'NoTopic',
    },
    NoTopic: {
      Type: 'Task',
      Resource: 'arn:aws:states:::sns:publish',
      Parameters: { TopicArn: `${topic}-none`, Message: 'x' },
      Catch: [{ ErrorEquals: ['SNS.NotFoundException'], ResultPath: '$.noTopic', Next: 'Publish' }],
      Next: 'Publish',
    },
    Publish: {
      Type: 'Task',
      Resource: 'arn:aws:states:::sns:publish',
      Parameters: { TopicArn: topic, Message: { 'text.$': '$.text' } },
      ResultPath: '$.published',
      Next: 'Send',
    },
    Send: {
      Type: 'Task',
      Resource: 'arn:aws:states:::sqs:sendMessage',
      Parameters: {
        QueueUrl: 'https://sqs.eu-west-1.amazonaws.com/000000000000/none',
        MessageBody: { 'text.$': '$.text' },
      },
      ResultPath: '$.sent',
      Catch: [{ ErrorEquals: ['States.ALL'], ResultPath: '$.noQueue', Next: 'Event' }],
      Next: 'Event',
    },
    Event: {
      Type: 'Task',
      Resource: 'arn:aws:states:::events:putEvents',
      Parameters: { Entries: [{ Source: 'mine', DetailType: 'a', Detail: { 'text.$': '$.text' } }] },
      ResultPath: '$.event',
      Next: 'Table',
    },
    Table: {
      Type: 'Task',
      QueryLanguage: 'JSONata',
      Resource: 'arn:aws:states:::dynamodb:putItem',
      Arguments: { TableName: 'seen', Item: { id: { S: '{% $string(1 + 1) %}' }, on: '{% {"BOOL": true} %}' } },
      Output: '{% $merge([$states.input, {"table": $states.result}]) %}',
      Next: 'Start',
    },
    Start: {
      Type: 'Task',
      Resource: 'arn:aws:states:::states:startExecution',
      Parameters: { StateMachineArn: 'arn:aws:states:eu-west-1:000000000000:stateMachine:none' },
      Catch: [
        { ErrorEquals: ['StepFunctions.StateMachineDoesNotExistException'], ResultPath: '$.noMachine', Next: 'Done' },
      ],
      End: true,
    },
    Done: { Type: 'Succeed' },
  };
  const items: unknown[] = [];
  const uses: Use[] = [];
  let account: Account;
  let clients: Clients;
  beforeAll(async () => {
    const s3 = { Effect: 'Allow', Action: ['s3:PutObject', 's3:GetObject'], Resource: `arn:aws:s3:::${results}/*` };
    const list = { Effect: 'Allow', Action: 's3:ListBucket', Resource: `arn:aws:s3:::${results}` };
    const table = {
      Effect: 'Allow',
      Action: 'dynamodb:PutItem',
      Resource: 'arn:aws:dynamodb:eu-west-1:000000000000:table/seen',
    };
    const machine = {
      Effect: 'Allow',
      Action: [
        'states:DescribeStateMachine',
        'states:StartExecution',
        'sns:Publish',
        'events:PutEvents',
        'sqs:SendMessage',
        'kms:*',
      ],
      Resource: '*',
    };
    account = await stand(withMachine(states, s3, list, table, machine), {
      record: (use: Use) => uses.push(use),
      standIns: { dynamodb: { PutItem: ({ Item }: { Item: unknown }) => (items.push(Item), {}) } },
    });
    clients = clientsOf(account);
  });
  afterAll(async () => {
    clients?.close();
    await account?.close();
  });

  test('is served by what stands here, with the rights of the machine’s role', async () => {
    const [machine] = account.stepFunctions.machines();
    const { executionArn } = await clients.states.send(
      new StartExecutionCommand({ stateMachineArn: machine?.arn, input: JSON.stringify({ text: 'naïve ✓' }) }),
    );
    await account.stepFunctions.idle();
    const { output, error, cause } = await clients.states.send(new DescribeExecutionCommand({ executionArn }));
    expect({ error, cause }).toEqual({});
    expect(JSON.parse(output ?? '')).toMatchObject({
      who: {
        Account: '000000000000',
        Arn: expect.stringContaining(':assumed-role/state-machine-role-dev-blog-analytics'),
      },
      got: { body: '{"text":"naïve ✓"}', type: 'text/plain; charset=UTF-8', at: '2026-10-31T00:00:00Z', length: 21 },
      gone: {
        Error: 'S3.NoSuchKeyException',
        Cause: expect.stringMatching(
          /^The specified key does not exist\. \(Service: S3, Status Code: 404, Request ID: /,
        ),
      },
      // The role may not.
      denied: {
        Error: 'Athena.AthenaException',
        Cause: expect.stringMatching(
          /^You are not authorized to perform: athena:GetWorkGroup on the resource\. .* \(Service: Athena, Status/,
        ),
      },
      kept: {},
      machine: { created: '2026-10-31T00:00:00Z', name: 'analytics-dev-blog' },
      noTopic: {
        Error: 'SNS.NotFoundException',
        Cause: expect.stringMatching(
          /\(Service: AmazonSNS; Status Code: 404; Error Code: NotFound; .*; Proxy: null\)$/,
        ),
      },
      published: { MessageId: account.sns.outbox.at(-1)?.messageId, SdkHttpMetadata: { HttpStatusCode: 200 } },
      noQueue: { Error: 'SQS.QueueDoesNotExistException' },
      event: { FailedEntryCount: 0, Entries: [{ EventId: expect.any(String) }] },
      table: { SdkHttpMetadata: { HttpStatusCode: 200 } },
      noMachine: { Error: 'StepFunctions.StateMachineDoesNotExistException' },
    });
    expect(account.sns.outbox.at(-1)).toMatchObject({
      topicArn: topic,
      message: '{"text":"naïve ✓"}',
      publishedBy: 'state-machine-role-dev-blog-analytics',
    });
    expect(items).toEqual([
      { id: { S: '1' }, on: { BOOL: true }, none: { NULL: true } },
      { id: { S: '2' }, on: { BOOL: true } },
    ]);
    // Recorded as the role's own calls.
    const role = expect.objectContaining({ arn: expect.stringContaining('state-machine-role-dev-blog-analytics') });
    expect(uses).toContainEqual(
      expect.objectContaining({
        principal: role,
        action: 's3:PutObject',
        resources: [`arn:aws:s3:::${results}/kept.json`],
      }),
    );
    expect(account.elsewhere.stoodIn).toEqual([{ call: 'dynamodb:PutItem', times: 2 }]);
  });

  test('that is not known here as on AWS ends the execution, and nothing catches it', async () => {
    const call = (action: string, input: object) =>
      sdkTask(() => Promise.reject(new Error('nothing is sent')), sdk(action), input);
    await expect(call('s3:putObject', { bucket: results })).rejects.toThrow('the action takes no bucket');
    await expect(call('s3:putObject', { Bucket: results, Key: 'k', ContentLength: 'a' })).rejects.toThrow(
      'ContentLength must be a number, found "a"',
    );
    await expect(call('s3:putObject', { Bucket: results, Key: 'k', Expires: 1 })).rejects.toThrow('must be a time');
    await expect(call('lambda:invoke', { FunctionName: 'f', Payload: {} })).rejects.toMatchObject({
      matched: 'by nothing',
      message: expect.stringContaining('Payload is a blob'),
    });
  });
});

test('what nothing answers is refused when the stack is stood up, all of it by name', async () => {
  const task = (Resource: string, Parameters = {}) => ({ Type: 'Task', Resource, Parameters });
  const refused = (tasks: Record<string, Machine>) => {
    const names = [...Object.keys(tasks), 'Done'];
    const chained = Object.entries(tasks).map(([name, one], index) => [name, { ...one, Next: names[index + 1] }]);
    return stand(withMachine({ ...Object.fromEntries(chained), Done: { Type: 'Succeed' } })).then(
      () => 'stood up',
      (error: Error) => error.message.split('\n').slice(1, -1),
    );
  };
  expect(
    await refused({
      A: task(sdk('braket:createJob')),
      B: task(sdk('scheduler:createSchedule')),
      C: task(sdk('braket:createJob.waitForTaskToken')),
    }),
  ).toEqual([
    `  state A: Resource ${sdk('braket:createJob')} (catalog/services/ has no client of braket)`,
    `  state B: Resource ${sdk('scheduler:createSchedule')} (how its errors are named is not known)`,
    `  state C: Resource ${sdk('braket:createJob')} (catalog/services/ has no client of braket)`,
  ]);
  const found = await refused({
    A: task(sdk('dynamodb:putItem')),
    B: task(sdk('s3:restoreObject'), { Bucket: 'b', Key: 'k' }),
    C: task(sdk('athena:startQuery')),
    E: task('arn:aws:states:::sns:publish', { Message: 'x', ReturnValues: 'x' }),
    F: {
      Type: 'Task',
      QueryLanguage: 'JSONata',
      Resource: sdk('athena:startQueryExecution'),
      Arguments: { QueryString: 'a', Databse: '{% 1 %}' },
    },
    D: task(sdk('athena:startQueryExecution'), { QueryString: 'a', QueryExecutionContext: { 'Databse.$': '$.a' } }),
  });
  expect(found).toEqual([
    expect.stringMatching(/^ {2}state A: .*dynamodb:putItem \(dynamodb is not served here\. .*--forward dynamodb=/),
    expect.stringMatching(/^ {2}state B: .*s3:restoreObject \(served of s3 are .*PutObject/),
    `  state C: Resource ${sdk('athena:startQuery')} (@aws-sdk/client-athena has no StartQueryCommand)`,
    '  state E: Parameters.ReturnValues of arn:aws:states:::sns:publish (the action takes no such field)',
    `  state F: Arguments.Databse of ${sdk('athena:startQueryExecution')} (the action takes no such field)`,
    `  state D: Parameters.QueryExecutionContext.Databse of ${sdk('athena:startQueryExecution')} (the action takes no such field)`,
  ]);
});
