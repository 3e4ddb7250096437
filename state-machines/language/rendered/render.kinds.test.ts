import { assume } from '../written/intrinsic';
import { waitForTaskToken } from '../written/integration';
import * as fn from '../written/intrinsic';
import { lambdaTask } from '../written/lambda-task';
import type { MachineLiteral } from '../written/literal';
import { s3Csv, s3Json, s3Objects, s3Results } from '../written/map-storage';
import type { Schema } from '../promises/promises.test-support';
import { render } from './render';
import { athenaGetQueryExecution, athenaGetQueryResults, athenaStopQueryExecution } from '../services/athena';
import { eventsPutEvents } from '../services/events';
import { startExecution, startExecutionSyncAsText } from '../services/executions';
import { glueStartJobRunSync } from '../services/jobs';
import * as services from '../services/services';
import { followExecutions } from '../services/services';
import { dynamodbGetItem, dynamodbPutItem } from '../services/tables';
import { stateMachine } from '../state-machine';

const run = lambdaTask<Schema<unknown>, Schema<{ n: number }>>()('run');
const RUN = 'arn:aws:lambda:eu-west-1:000000000000:function:run';
const numbers = assume<number[]>('$.n');

describe('render writes, in the words of the States Language', () => {
  it('Parallel, an inline Map, Pass, and what they read and hand on', () => {
    const machine = stateMachine<{ day: string; count: number; when: string }>()({
      startAt: 'Fixed',
      states: {
        Fixed: { type: 'Pass', result: { path: '$.not', n: null }, resultPath: '$.a.fixed', next: 'Both' },
        Both: {
          type: 'Parallel',
          comment: 'at once',
          inputPath: '$.a',
          parameters: { n: '$.fixed.n', days: '$$.Execution.Input.day' },
          branches: [
            { comment: 'first', startAt: 'Run', states: { Run: { type: 'Task', run, end: true } } },
            { startAt: 'Nothing', states: { Nothing: { type: 'Succeed', outputPath: null } } },
          ],
          resultSelector: { n: '$[0].n' },
          resultPath: '$.both',
          outputPath: assume<{ both: { n: number } }>('$'),
          retry: [{ errorEquals: ['States.ALL'], maxDelaySeconds: 9, jitterStrategy: 'FULL' }],
          catch: [{ errorEquals: ['States.ALL'], resultPath: null, next: 'Each' }],
          next: 'Each',
        },
        Each: {
          type: 'Map',
          itemsPath: numbers,
          itemSelector: { item: '$$.Map.Item.Value', at: fn.mathAdd('$$.Map.Item.Index', 1) },
          maxConcurrency: 2,
          itemProcessor: {
            processorConfig: { mode: 'INLINE' },
            startAt: 'Until',
            states: { Until: { type: 'Wait', inputPath: null, timestamp: '2026-11-01T08:00:00Z', end: true } },
          },
          resultPath: null,
          end: true,
        },
      },
    });

    expect(render(machine, { run: RUN })).toStrictEqual({
      definition: {
        StartAt: 'Fixed',
        States: {
          Fixed: { Type: 'Pass', Result: { path: '$.not', n: null }, ResultPath: '$.a.fixed', Next: 'Both' },
          Both: {
            Type: 'Parallel',
            Comment: 'at once',
            InputPath: '$.a',
            Parameters: { 'n.$': '$.fixed.n', 'days.$': '$$.Execution.Input.day' },
            Branches: [
              { Comment: 'first', StartAt: 'Run', States: { Run: { Type: 'Task', Resource: RUN, End: true } } },
              { StartAt: 'Nothing', States: { Nothing: { Type: 'Succeed', OutputPath: null } } },
            ],
            ResultSelector: { 'n.$': '$[0].n' },
            ResultPath: '$.both',
            OutputPath: '$',
            Retry: [{ ErrorEquals: ['States.ALL'], MaxDelaySeconds: 9, JitterStrategy: 'FULL' }],
            Catch: [{ ErrorEquals: ['States.ALL'], ResultPath: null, Next: 'Each' }],
            Next: 'Each',
          },
          Each: {
            Type: 'Map',
            ItemsPath: '$.n',
            ItemSelector: { 'item.$': '$$.Map.Item.Value', 'at.$': 'States.MathAdd($$.Map.Item.Index, 1)' },
            MaxConcurrency: 2,
            ItemProcessor: {
              ProcessorConfig: { Mode: 'INLINE' },
              StartAt: 'Until',
              States: { Until: { Type: 'Wait', InputPath: null, Timestamp: '2026-11-01T08:00:00Z', End: true } },
            },
            ResultPath: null,
            End: true,
          },
        },
      },
      usedArns: [RUN],
      permissions: [{ sid: 'InvokeTasks', actions: ['lambda:InvokeFunction'], resources: [RUN] }],
    });
  });

  it('a distributed Map, and what its runs, its reader and its writer need', () => {
    const config = { mode: 'DISTRIBUTED', executionType: 'STANDARD' } as const;
    const machine = stateMachine<{ day: string; count: number }>()({
      startAt: 'Objects',
      states: {
        Objects: {
          type: 'Map',
          label: 'Objects',
          itemReader: { read: s3Objects('events'), parameters: { Prefix: '$.day' }, maxItems: 100 },
          itemBatcher: {
            maxItemsPerBatch: 10,
            maxInputBytesPerBatchPath: '$.count',
            batchInput: { day: '$.day' },
          },
          itemProcessor: { processorConfig: config, startAt: 'A', states: { A: { type: 'Pass', end: true } } },
          resultWriter: { write: s3Results('results'), parameters: { Prefix: 'maps' } },
          toleratedFailurePercentage: 5,
          toleratedFailureCountPath: '$.count',
          maxConcurrencyPath: '$.count',
          resultPath: null,
          next: 'Rows',
        },
        Rows: {
          type: 'Map',
          itemReader: { read: s3Csv<'day'>()('events'), parameters: { Key: 'rows.csv' }, maxItemsPath: '$.count' },
          itemProcessor: { processorConfig: config, startAt: 'B', states: { B: { type: 'Pass', end: true } } },
          resultPath: null,
          next: 'Lines',
        },
        Lines: {
          type: 'Map',
          itemReader: { read: s3Json<number>('JSONL')('events'), parameters: { Key: 'lines' } },
          toleratedFailureCount: 1,
          toleratedFailurePercentagePath: '$.count',
          itemProcessor: { processorConfig: config, startAt: 'C', states: { C: { type: 'Pass', end: true } } },
          end: true,
        },
      },
    });
    const self = 'arn:aws:states:eu-west-1:000000000000:stateMachine:maps';

    const { definition, permissions } = render(machine, {
      self,
      events: 'arn:aws:s3:::events-bucket',
      results: 'arn:aws:s3:::results-bucket',
    });
    const processor = (name: string) => ({
      ProcessorConfig: { Mode: 'DISTRIBUTED', ExecutionType: 'STANDARD' },
      StartAt: name,
      States: { [name]: { Type: 'Pass', End: true } },
    });
    expect(definition.States).toStrictEqual({
      Objects: {
        Type: 'Map',
        Label: 'Objects',
        ItemReader: {
          Resource: 'arn:aws:states:::s3:listObjectsV2',
          ReaderConfig: { MaxItems: 100 },
          Parameters: { Bucket: 'events-bucket', 'Prefix.$': '$.day' },
        },
        ItemBatcher: {
          MaxItemsPerBatch: 10,
          MaxInputBytesPerBatchPath: '$.count',
          BatchInput: { 'day.$': '$.day' },
        },
        ResultWriter: {
          Resource: 'arn:aws:states:::s3:putObject',
          Parameters: { Bucket: 'results-bucket', Prefix: 'maps' },
        },
        MaxConcurrencyPath: '$.count',
        ToleratedFailureCountPath: '$.count',
        ToleratedFailurePercentage: 5,
        ItemProcessor: processor('A'),
        ResultPath: null,
        Next: 'Rows',
      },
      Rows: {
        Type: 'Map',
        ItemReader: {
          Resource: 'arn:aws:states:::s3:getObject',
          ReaderConfig: { InputType: 'CSV', CSVHeaderLocation: 'FIRST_ROW', MaxItemsPath: '$.count' },
          Parameters: { Bucket: 'events-bucket', Key: 'rows.csv' },
        },
        ItemProcessor: processor('B'),
        ResultPath: null,
        Next: 'Lines',
      },
      Lines: {
        Type: 'Map',
        ItemReader: {
          Resource: 'arn:aws:states:::s3:getObject',
          ReaderConfig: { InputType: 'JSONL' },
          Parameters: { Bucket: 'events-bucket', Key: 'lines' },
        },
        ToleratedFailureCount: 1,
        ToleratedFailurePercentagePath: '$.count',
        ItemProcessor: processor('C'),
        End: true,
      },
    });
    expect(permissions).toStrictEqual([
      { sid: 'StartMapRuns', actions: ['states:StartExecution'], resources: [self] },
      {
        sid: 'FollowMapRuns',
        actions: ['states:DescribeExecution', 'states:StopExecution'],
        resources: ['arn:aws:states:eu-west-1:000000000000:execution:maps:*'],
      },
      {
        sid: 'RedriveMapRuns',
        actions: ['states:RedriveExecution'],
        resources: ['Objects', '*'].map((label) => `arn:aws:states:eu-west-1:000000000000:execution:maps/${label}:*`),
      },
      { sid: 'ListMapItems', actions: ['s3:ListBucket'], resources: ['arn:aws:s3:::events-bucket'] },
      {
        sid: 'WriteMapResults',
        actions: ['s3:PutObject', 's3:GetObject', 's3:ListMultipartUploadParts', 's3:AbortMultipartUpload'],
        resources: ['arn:aws:s3:::results-bucket/*'],
      },
      { sid: 'ReadMapItems', actions: ['s3:GetObject'], resources: ['arn:aws:s3:::events-bucket/*'] },
    ]);
    // @ts-expect-error the compiler asks for the machine's own ARN
    expect(() => render(machine, { events: '', results: '' })).toThrow('No ARN for "self"');
  });

  it('intrinsic functions', () => {
    const machine = stateMachine<{ day: string; list: number[] }>()({
      startAt: 'P',
      states: {
        P: {
          type: 'Pass',
          parameters: {
            text: fn.format("{}'s {braces} {}", '$.day', fn.uuid()),
            plain: fn.format('{}{}', 1, null),
            noValues: fn.stringToJson('{}'),
            deep: { split: fn.arrayGetItem(fn.stringSplit('a,b', ','), 1) },
            has: fn.arrayContains('$.list', true),
            vouched: assume<string>(fn.jsonToString('$$.Execution')),
          },
          end: true,
        },
      },
    });
    expect(render(machine, {}).definition.States['P']).toStrictEqual({
      Type: 'Pass',
      Parameters: {
        'text.$': "States.Format('{}\\'s \\{braces\\} {}', $.day, States.UUID())",
        'plain.$': "States.Format('{}{}', 1, null)",
        'noValues.$': "States.StringToJson('\\{\\}')",
        deep: { 'split.$': "States.ArrayGetItem(States.StringSplit('a,b', ','), 1)" },
        'has.$': 'States.ArrayContains($.list, true)',
        'vouched.$': 'States.JsonToString($$.Execution)',
      },
      End: true,
    });
  });

  it('Choice, with every kind of condition', () => {
    const machine = stateMachine<{ day: string; count: number; note?: string }>()({
      startAt: 'Which',
      states: {
        Which: {
          type: 'Choice',
          inputPath: assume<{ day: string; count: number; note?: string }>('$'),
          choices: [
            {
              and: [
                { variable: '$.note', isPresent: true },
                {
                  or: [
                    { variable: '$.note', stringMatches: 'a*' },
                    { variable: '$.count', oneOf: [1, 2] },
                  ],
                },
                { not: { variable: '$.day', oneOf: ['x'] } },
              ],
              comment: 'all of it',
              next: 'Done',
            },
            { variable: '$.count', numericLessThanPath: '$$.State.RetryCount', next: 'Done' },
            { variable: '$$.Execution.StartTime', timestampGreaterThan: '2026-11-01T08:00:00Z', next: 'Done' },
          ],
          default: 'Done',
          outputPath: '$.day',
        },
        Done: { type: 'Succeed' },
      },
    });
    expect(render(machine, {}).definition.States['Which']).toStrictEqual({
      Type: 'Choice',
      InputPath: '$',
      Choices: [
        {
          And: [
            { Variable: '$.note', IsPresent: true },
            {
              Or: [
                { Variable: '$.note', StringMatches: 'a*' },
                {
                  Or: [
                    { Variable: '$.count', NumericEquals: 1 },
                    { Variable: '$.count', NumericEquals: 2 },
                  ],
                },
              ],
            },
            { Not: { Variable: '$.day', StringEquals: 'x' } },
          ],
          Comment: 'all of it',
          Next: 'Done',
        },
        { Variable: '$.count', NumericLessThanPath: '$$.State.RetryCount', Next: 'Done' },
        { Variable: '$$.Execution.StartTime', TimestampGreaterThan: '2026-11-01T08:00:00Z', Next: 'Done' },
      ],
      Default: 'Done',
      OutputPath: '$.day',
    });
  });

  it('those of other services too, each with the rights that its page lists', () => {
    const machine = stateMachine<{ id: string }>()({
      startAt: 'Start',
      states: {
        Start: {
          type: 'Task',
          run: startExecution<{ id: string }>()('nested'),
          parameters: { Input: { id: '$.id' } },
          resultPath: null,
          next: 'Follow',
        },
        Follow: {
          type: 'Task',
          run: startExecutionSyncAsText<object>()('nested'),
          parameters: { Input: {} },
          resultSelector: { text: '$.Output' },
          resultPath: '$.nested',
          next: 'Tell',
        },
        Tell: {
          type: 'Task',
          run: waitForTaskToken<{ ok: boolean }>()(eventsPutEvents('bus')),
          parameters: {
            Entries: [{ Source: 'mine', DetailType: 'asked', Detail: { token: '$$.Task.Token' }, EventBusName: 'own' }],
          },
          resultPath: null,
          next: 'Put',
        },
        Put: {
          type: 'Task',
          run: dynamodbPutItem('table'),
          parameters: { Item: { id: { S: '$.id' }, done: { BOOL: true }, tags: { SS: ['a'] } } },
          resultPath: null,
          next: 'Job',
        },
        Job: {
          type: 'Task',
          run: glueStartJobRunSync('job'),
          parameters: { Arguments: { '--id': '$.id' } },
          resultPath: '$.job',
          next: 'Get',
        },
        Get: {
          type: 'Task',
          run: dynamodbGetItem('table'),
          parameters: { Key: { id: { S: '$.job.JobName' } } },
          end: true,
        },
      },
    });
    const arns = {
      nested: 'arn:aws:states:eu-west-1:000000000000:stateMachine:nested',
      bus: 'arn:aws:events:eu-west-1:000000000000:event-bus/own',
      table: 'arn:aws:dynamodb:eu-west-1:000000000000:table/seen',
      job: 'arn:aws:glue:eu-west-1:000000000000:job/nightly',
    };
    const { definition, permissions } = render(machine, arns);
    expect(Object.values(definition.States).map(({ Resource, Parameters }) => [Resource, Parameters])).toStrictEqual([
      ['arn:aws:states:::states:startExecution', { StateMachineArn: arns.nested, Input: { 'id.$': '$.id' } }],
      ['arn:aws:states:::states:startExecution.sync', { StateMachineArn: arns.nested, Input: {} }],
      [
        'arn:aws:states:::events:putEvents.waitForTaskToken',
        {
          Entries: [
            { Source: 'mine', DetailType: 'asked', Detail: { 'token.$': '$$.Task.Token' }, EventBusName: 'own' },
          ],
        },
      ],
      [
        'arn:aws:states:::dynamodb:putItem',
        { TableName: 'seen', Item: { id: { 'S.$': '$.id' }, done: { BOOL: true }, tags: { SS: ['a'] } } },
      ],
      ['arn:aws:states:::glue:startJobRun.sync', { JobName: 'nightly', Arguments: { '--id.$': '$.id' } }],
      ['arn:aws:states:::dynamodb:getItem', { TableName: 'seen', Key: { id: { 'S.$': '$.job.JobName' } } }],
    ]);
    expect(permissions).toStrictEqual([
      { sid: 'StartExecutions', actions: ['states:StartExecution'], resources: [arns.nested] },
      ...followExecutions(arns.nested),
      { sid: 'PutEvents', actions: ['events:PutEvents'], resources: [arns.bus] },
      { sid: 'DynamodbPutItem', actions: ['dynamodb:PutItem'], resources: [arns.table] },
      {
        sid: 'RunJobs',
        actions: ['glue:StartJobRun', 'glue:GetJobRun', 'glue:GetJobRuns', 'glue:BatchStopJobRun'],
        resources: [arns.job],
      },
      { sid: 'DynamodbGetItem', actions: ['dynamodb:GetItem'], resources: [arns.table] },
    ]);
  });

  it('what services are called, with their resources in place, and what the role needs for each', () => {
    const toDone = { resultPath: null } as const;
    const machine = stateMachine<{ day: string; seconds: number }>()({
      startAt: 'Publish',
      states: {
        Publish: {
          type: 'Task',
          run: services.snsPublish('topic'),
          parameters: { Message: '$.day' },
          ...toDone,
          next: 'Ask',
        },
        Ask: {
          type: 'Task',
          run: waitForTaskToken<object>()(services.sqsSendMessage('queue')),
          parameters: { MessageBody: { token: '$$.Task.Token' } },
          timeoutSecondsPath: '$.seconds',
          heartbeatSecondsPath: '$.seconds',
          ...toDone,
          next: 'Nest',
        },
        Nest: {
          type: 'Task',
          run: services.startExecutionSync<{ started: string }, object>()('nested'),
          parameters: { Input: { started: '$$.Execution.Id' } },
          ...toDone,
          next: 'Query',
        },
        Query: {
          type: 'Task',
          run: services.athenaStartQueryExecutionSync('workgroup'),
          parameters: { QueryString: 'SELECT 1' },
          ...toDone,
          next: 'Invoke',
        },
        Invoke: {
          type: 'Task',
          run: services.lambdaInvoke<{ day: string }, object>()('run'),
          parameters: { Payload: { day: '$.day' } },
          ...toDone,
          next: 'Work',
        },
        Work: { type: 'Task', run: services.activity<object, object>()('work'), end: true },
      },
    });
    const arns = {
      topic: '${aws_sns_topic.topic.arn}',
      queue: 'arn:aws:sqs:eu-west-1:000000000000:asks',
      nested: 'arn:aws:states:eu-west-1:000000000000:stateMachine:nested',
      workgroup: 'arn:aws:athena:eu-west-1:000000000000:workgroup/analytics',
      run: RUN,
      work: 'arn:aws:states:eu-west-1:000000000000:activity:work',
    };

    const { definition, usedArns, permissions } = render(machine, arns);
    expect(Object.values(definition.States).map(({ Resource, Parameters }) => [Resource, Parameters])).toStrictEqual([
      ['arn:aws:states:::sns:publish', { TopicArn: arns.topic, 'Message.$': '$.day' }],
      [
        'arn:aws:states:::sqs:sendMessage.waitForTaskToken',
        {
          QueueUrl: 'https://sqs.eu-west-1.amazonaws.com/000000000000/asks',
          MessageBody: { 'token.$': '$$.Task.Token' },
        },
      ],
      [
        'arn:aws:states:::states:startExecution.sync:2',
        { StateMachineArn: arns.nested, Input: { 'started.$': '$$.Execution.Id' } },
      ],
      ['arn:aws:states:::athena:startQueryExecution.sync', { WorkGroup: 'analytics', QueryString: 'SELECT 1' }],
      ['arn:aws:states:::lambda:invoke', { FunctionName: RUN, Payload: { 'day.$': '$.day' } }],
      [arns.work, undefined],
    ]);
    expect(definition.States['Ask']).toMatchObject({
      TimeoutSecondsPath: '$.seconds',
      HeartbeatSecondsPath: '$.seconds',
    });
    expect(usedArns).toEqual(Object.values(arns));
    expect(permissions).toStrictEqual([
      { sid: 'PublishMessages', actions: ['sns:Publish'], resources: [arns.topic] },
      { sid: 'SendMessages', actions: ['sqs:SendMessage'], resources: [arns.queue] },
      { sid: 'StartNestedExecutions', actions: ['states:StartExecution'], resources: [arns.nested] },
      {
        sid: 'FollowNestedExecutions',
        actions: ['states:DescribeExecution', 'states:StopExecution'],
        resources: ['arn:aws:states:eu-west-1:000000000000:execution:nested:*'],
      },
      {
        sid: 'WatchNestedExecutions',
        actions: ['events:PutTargets', 'events:PutRule', 'events:DescribeRule'],
        resources: ['arn:aws:events:eu-west-1:000000000000:rule/StepFunctionsGetEventsForStepFunctionsExecutionRule'],
      },
      {
        sid: 'RunQueries',
        actions: ['athena:StartQueryExecution', 'athena:StopQueryExecution', 'athena:GetQueryExecution'],
        resources: [arns.workgroup],
      },
      {
        sid: 'ReadDataCatalog',
        actions: ['athena:GetDataCatalog'],
        resources: ['arn:aws:athena:eu-west-1:000000000000:datacatalog/AwsDataCatalog'],
      },
      { sid: 'InvokeTasks', actions: ['lambda:InvokeFunction'], resources: [RUN] },
    ]);
    // Its URL is made of its ARN's parts.
    expect(() => render(machine, { ...arns, queue: '${aws_sqs_queue.asks.arn}' })).toThrow(
      '"${aws_sqs_queue.asks.arn}" must be written out, as arn:aws:sqs:REGION:ACCOUNT:RESOURCE',
    );
    expect(() => render(machine, { ...arns, workgroup: 'arn:aws:athena:eu-west-1:0:datacatalog/x' })).toThrow(
      'no resource of the kind workgroup/NAME',
    );
  });
});

it('render writes variables, and what reads them', () => {
  const machine = stateMachine<{ day: string; count: number }>()({
    startAt: 'Run',
    states: {
      Run: {
        type: 'Task',
        run,
        assign: { n: '$.n', text: 'as it is', sum: fn.mathAdd('$.n', 1), deep: { day: '$$.Execution.StartTime' } },
        next: 'Wait',
      },
      Wait: { type: 'Wait', secondsPath: '$n', assign: { waited: true }, next: 'Which' },
      Which: {
        type: 'Choice',
        choices: [
          { variable: '$deep.day', stringEquals: '2026', next: 'Both' },
          { variable: '$n', numericGreaterThanPath: '$sum', next: 'Both' },
        ],
        default: 'Wrong',
      },
      Both: {
        type: 'Parallel',
        branches: [
          { startAt: 'In', states: { In: { type: 'Pass', inputPath: '$deep', assign: { own: '$n' }, end: true } } },
        ],
        assign: { both: '$' },
        outputPath: '$deep.day',
        end: true,
      },
      Wrong: { type: 'Fail', error: '$text', cause: fn.format('{}', '$sum') },
    },
  });
  expect(render(machine, { run: RUN }).definition.States).toStrictEqual({
    Run: {
      Type: 'Task',
      Resource: RUN,
      Assign: {
        'n.$': '$.n',
        text: 'as it is',
        'sum.$': 'States.MathAdd($.n, 1)',
        deep: { 'day.$': '$$.Execution.StartTime' },
      },
      Next: 'Wait',
    },
    Wait: { Type: 'Wait', SecondsPath: '$n', Assign: { waited: true }, Next: 'Which' },
    Which: {
      Type: 'Choice',
      Choices: [
        { Variable: '$deep.day', StringEquals: '2026', Next: 'Both' },
        { Variable: '$n', NumericGreaterThanPath: '$sum', Next: 'Both' },
      ],
      Default: 'Wrong',
    },
    Both: {
      Type: 'Parallel',
      Branches: [
        { StartAt: 'In', States: { In: { Type: 'Pass', InputPath: '$deep', Assign: { 'own.$': '$n' }, End: true } } },
      ],
      Assign: { 'both.$': '$' },
      OutputPath: '$deep.day',
      End: true,
    },
    Wrong: { Type: 'Fail', ErrorPath: '$text', CausePath: "States.Format('{}', $sum)" },
  });
});

it('render writes what a Choice, its rules and a Catch assign', () => {
  const machine = stateMachine<{ day: string; count: number }>()({
    startAt: 'Start',
    states: {
      Start: { type: 'Pass', assign: { n: 0 }, next: 'Run' },
      Run: {
        type: 'Task',
        run,
        assign: { n: fn.mathAdd('$n', 1) },
        catch: [
          { errorEquals: ['States.ALL'], assign: { why: '$.Cause', was: '$n' }, resultPath: null, next: 'Wrong' },
        ],
        resultPath: null,
        next: 'Which',
      },
      Which: {
        type: 'Choice',
        choices: [
          { variable: '$.day', oneOf: ['a', 'b'], assign: { day: '$.day' }, next: 'Run', comment: 'again' },
          {
            or: [{ variable: '$n', numericLessThan: 9 }, { not: { variable: '$.count', numericEquals: 1 } }],
            assign: { n: 1 },
            next: 'Run',
          },
        ],
        default: 'Done',
        assign: { n: 0 },
      },
      Done: { type: 'Succeed' },
      Wrong: { type: 'Fail', error: 'Wrong', cause: '$why' },
    },
  });
  const again = { Comment: 'again', Assign: { 'day.$': '$.day' }, Next: 'Run' };
  expect(render(machine, { run: RUN }).definition.States).toStrictEqual({
    Start: { Type: 'Pass', Assign: { n: 0 }, Next: 'Run' },
    Run: {
      Type: 'Task',
      Resource: RUN,
      Assign: { 'n.$': 'States.MathAdd($n, 1)' },
      ResultPath: null,
      Catch: [
        { ErrorEquals: ['States.ALL'], Assign: { 'why.$': '$.Cause', 'was.$': '$n' }, ResultPath: null, Next: 'Wrong' },
      ],
      Next: 'Which',
    },
    Which: {
      Type: 'Choice',
      Choices: [
        { Variable: '$.day', StringEquals: 'a', ...again },
        { Variable: '$.day', StringEquals: 'b', ...again },
        {
          Or: [{ Variable: '$n', NumericLessThan: 9 }, { Not: { Variable: '$.count', NumericEquals: 1 } }],
          Assign: { n: 1 },
          Next: 'Run',
        },
      ],
      Default: 'Done',
      Assign: { n: 0 },
    },
    Done: { Type: 'Succeed' },
    Wrong: { Type: 'Fail', Error: 'Wrong', CausePath: '$why' },
  });
});

describe('render refuses a machine that the compiler could not read', () => {
  const Done = { type: 'Succeed' } as const;
  const End = { type: 'Pass', end: true } as const;
  const one = (state: object, others: object = {}) =>
    ({ startAt: 'A', states: { A: state, ...others } }) as unknown as MachineLiteral;
  const ask = waitForTaskToken<object>()(services.snsPublish('topic'));

  it.each<[string, MachineLiteral, string]>([
    ['startAt', { startAt: 'B', states: { A: Done } }, 'startAt names no state: "B"'],
    ['next', one({ type: 'Pass', next: 'B' }), 'state "A" leads to "B", which is no state beside it'],
    ['an orphan', one(Done, { B: Done }), 'state "B" is unreachable: no way from startAt leads to it'],
    ['a loop', one({ type: 'Wait', seconds: 1, next: 'A' }), 'state "A" is in a loop without an end'],
    ['neither next nor end', one({ type: 'Pass' }), 'state "A": it goes on (next) or ends (end: true), one of them'],
    ['a field', one({ ...End, seconds: 1 }), `state "A": a Pass takes no 'seconds'`],
    ['JSONata', one({ ...Done, output: '{% 1 %}' }), `a Succeed takes no 'output': that is JSONata’s`],
    ['a type', one({ type: 'Loop' }), 'state "A": there is no state of type "Loop"'],
    [
      'an error name',
      one({ type: 'Task', run, retry: [{ errorEquals: ['States.Timedout'] }], end: true }),
      `state "A": retry: 'States.Timedout' is no error name of the States Language`,
    ],
    [
      'States.ALL in company',
      one({ type: 'Task', run, catch: [{ errorEquals: ['States.ALL', 'Mine'], next: 'B' }], end: true }, { B: Done }),
      'state "A": catch: States.ALL must stand alone, in the last clause',
    ],
    [
      'States.ALL before others',
      one({ type: 'Task', run, retry: [{ errorEquals: ['States.ALL'] }, { errorEquals: ['Mine'] }], end: true }),
      'state "A": retry: States.ALL must stand alone, in the last clause',
    ],
    [
      'two waits',
      one({ type: 'Wait', seconds: 1, timestamp: 'x', end: true }),
      'state "A": it waits by one of seconds',
    ],
    ['two limits', one({ type: 'Task', run, timeoutSeconds: 1, timeoutSecondsPath: '$.s', end: true }), 'not both'],
    ['result and parameters', one({ ...End, result: 1, parameters: {} }), 'result or parameters, not both'],
    [
      'a silent token',
      one({ type: 'Task', run: ask, parameters: { Message: 'x' }, end: true }),
      `tell '$$.Task.Token'`,
    ],
    [
      'an inline Map with a reader',
      one({ type: 'Map', itemReader: { read: s3Objects('b') }, itemProcessor: one(Done), end: true }),
      `'itemReader' needs a processor whose mode is DISTRIBUTED`,
    ],
    [
      'a name that stands twice',
      one({ type: 'Parallel', branches: [one(End)], end: true }),
      'state "A" stands twice: names are unique in all of the machine',
    ],
    [
      'a fault in a branch',
      one({ type: 'Parallel', branches: [{ startAt: 'B', states: { B: { type: 'Pass', next: 'A' } } }], end: true }),
      'state "B" leads to "A", which is no state beside it',
    ],
    [
      'no comparison',
      one({ type: 'Choice', choices: [{ not: { variable: '$.a' }, next: 'B' }], default: 'B' }, { B: Done }),
      'state "A": a choice compares once, not by nothing',
    ],
    [
      'a rule of two kinds',
      one({ type: 'Choice', choices: [{ and: [], or: [], next: 'B' }], default: 'B' }, { B: Done }),
      'state "A": a rule is one of a comparison, and, or, not',
    ],
    ['a backslash', one({ ...End, parameters: { text: fn.format('\\') } }), "can't be written in a function"],
    ['a decimal', one({ ...End, parameters: { n: fn.mathAdd(1.5, 1) } }), '1.5: only a whole number'],
    [
      'a format',
      one({ ...End, parameters: { deep: { text: fn.format('{}') } } }),
      'state "A": States.Format: \'{}\' has 1 {} for 0 values',
    ],
  ])('for %s', (_, literal, words) => {
    expect(() => render(stateMachine<unknown>()(literal), { run: RUN })).toThrow(words);
  });

  it('the bucket that a path names, of which the role may read one', () => {
    const machine = stateMachine<{ from: string; key: string }>()({
      startAt: 'Each',
      states: {
        Each: {
          type: 'Map',
          itemReader: { read: s3Json<{ n: number }>()('items'), parameters: { Bucket: '$.from', Key: '$.key' } },
          itemProcessor: {
            processorConfig: { mode: 'DISTRIBUTED', executionType: 'STANDARD' },
            startAt: 'Run',
            states: { Run: { type: 'Task', run, end: true } },
          },
          end: true,
        },
      },
    });
    const self = 'arn:aws:states:eu-west-1:000000000000:stateMachine:each';
    const { definition, permissions } = render(machine, { items: 'arn:aws:s3:::items', run: RUN, self });
    expect(definition.States['Each']?.['ItemReader']).toMatchObject({
      Parameters: { 'Bucket.$': '$.from', 'Key.$': '$.key' },
    });
    expect(permissions).toContainEqual({
      sid: 'ReadMapItems',
      actions: ['s3:GetObject'],
      resources: ['arn:aws:s3:::items/*'],
    });
  });

  it("a query's context and attributes of a message field by field, and Athena's actions by a query's id", () => {
    const machine = stateMachine<{ id: string }>()({
      startAt: 'Query',
      states: {
        Query: {
          type: 'Task',
          run: services.athenaStartQueryExecutionSync('workgroup'),
          parameters: { QueryString: 'SELECT 1', QueryExecutionContext: { Catalog: 'AwsDataCatalog', Database: 'd' } },
          resultPath: null,
          next: 'Look',
        },
        Look: {
          type: 'Task',
          run: athenaGetQueryExecution('workgroup'),
          parameters: { QueryExecutionId: '$.id' },
          resultPath: '$.looked',
          next: 'Read',
        },
        Read: {
          type: 'Task',
          run: athenaGetQueryResults('workgroup'),
          parameters: { QueryExecutionId: '$.looked.QueryExecution.QueryExecutionId', MaxResults: 10 },
          resultPath: '$.read',
          next: 'Tell',
        },
        Tell: {
          type: 'Task',
          run: services.snsPublish('topic'),
          parameters: {
            Message: '$.read.ResultSet',
            MessageAttributes: { query: { DataType: 'String', StringValue: '$.id' } },
          },
          resultPath: null,
          next: 'Stop',
        },
        Stop: {
          type: 'Task',
          run: athenaStopQueryExecution('workgroup'),
          parameters: { QueryExecutionId: '$.id' },
          end: true,
        },
      },
    });
    const workgroup = 'arn:aws:athena:eu-west-1:000000000000:workgroup/analytics';
    const { definition, permissions } = render(machine, { workgroup, topic: '${aws_sns_topic.topic.arn}' });
    const tasks = Object.values(definition.States).map(({ Resource, Parameters }) => [Resource, Parameters]);
    expect(tasks[0]?.[1]).toMatchObject({ QueryExecutionContext: { Catalog: 'AwsDataCatalog', Database: 'd' } });
    expect(tasks[2]).toEqual([
      'arn:aws:states:::athena:getQueryResults',
      { 'QueryExecutionId.$': '$.looked.QueryExecution.QueryExecutionId', MaxResults: 10 },
    ]);
    expect(tasks[3]?.[1]).toMatchObject({
      MessageAttributes: { query: { DataType: 'String', 'StringValue.$': '$.id' } },
    });
    expect(permissions).toEqual(
      expect.arrayContaining(
        ['GetQueryExecution', 'GetQueryResults', 'StopQueryExecution'].map((name) => ({
          sid: name,
          actions: [`athena:${name}`],
          resources: [workgroup],
        })),
      ),
    );
  });

  it('with all its faults at once', () => {
    const bad = one({ type: 'Pass', next: 'Z' }, { B: { type: 'Wait', end: true } });
    expect(() => render(stateMachine<unknown>()(bad), {})).toThrow(
      new Error(
        [
          'The state machine breaks its promises:',
          'state "A" leads to "Z", which is no state beside it',
          'state "B" is unreachable: no way from startAt leads to it',
          'state "B": it waits by one of seconds, secondsPath, timestamp and timestampPath',
        ].join('\n  '),
      ),
    );
  });
});
