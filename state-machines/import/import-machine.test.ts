import { spawnSync } from 'node:child_process';
import { readFileSync, rmSync, writeFileSync } from 'node:fs';
import { join, resolve } from 'node:path';
import { formatted } from '../../scripts/programs/formatted';
import { scratchFolder } from './compile';
import { importMachine } from './import-machine';

const root = resolve(__dirname, '../..');
const imported = (machine: object) => importMachine({ ...machine }, () => true);
const one = (state: object, machine: object = {}) => ({
  StartAt: 'S',
  States: { S: { ...state, End: true } },
  ...machine,
});

describe('what is made up', () => {
  const put = (bus: object) =>
    imported(
      one({
        Type: 'Task',
        Resource: 'arn:aws:states:::events:putEvents',
        Parameters: { Entries: [{ Source: 's', DetailType: 't', Detail: {}, ...bus }] },
      }),
    );

  it('is told of, and nothing else: an ARN that is written out is as it was', () => {
    const arn = 'arn:aws:events:eu-west-1:111122223333:event-bus/orders';
    expect(put({ EventBusName: arn }).notes).toEqual([]);
    expect(put({ EventBusName: arn }).source).toContain(`"${arn}"`);
    const [named, ...others] = put({ EventBusName: 'orders' }).notes;
    expect(others).toEqual([]);
    expect(named).toMatch(/^arn:aws:events:us-east-1:123456789012:event-bus\/orders: region and account are made up/);
  });

  it("is no queue's ARN whose URL is written out", () => {
    const send = (url: string) =>
      imported(
        one({
          Type: 'Task',
          Resource: 'arn:aws:states:::sqs:sendMessage',
          Parameters: { QueueUrl: url, MessageBody: 'x' },
        }),
      );
    const known = send('https://sqs.eu-west-1.amazonaws.com/111122223333/orders');
    expect(known.notes).toEqual([]);
    expect(known.source).toContain('"arn:aws:sqs:eu-west-1:111122223333:orders"');
    const placeholder = send('${OrdersUrl}');
    expect(placeholder.source).toContain('saidBy("QueueUrl", sqsSendMessage("OrdersUrl"))');
    expect(placeholder.notes).toEqual([
      expect.stringMatching(/made up in part; give the ARN of what "\$\{OrdersUrl\}" says/),
    ]);
  });
});

describe('what the builder types', () => {
  const task = (resource: string, parameters: object, more: object = {}) =>
    imported(one({ Type: 'Task', Resource: `arn:aws:states:::${resource}`, Parameters: parameters, ...more }));

  it('is a call of an API, whose right its method, stage and path say', () => {
    const call = { Method: 'GET', Stage: 'dev', Path: '/pets', AuthType: 'IAM_ROLE' };
    const known = task('apigateway:invoke', { ApiEndpoint: 'abc.execute-api.eu-west-1.amazonaws.com', ...call });
    expect(known.source).toContain('"abc":"arn:aws:execute-api:eu-west-1:123456789012:abc"');
    expect(known.source).toContain(
      'apigatewayInvoke<unknown>()("abc", { "method": "GET", "stage": "dev", "path": "/pets"',
    );
    const placeholder = task('apigateway:invoke', { ApiEndpoint: '${API}', ...call });
    expect(placeholder.source).toContain('saidBy("ApiEndpoint", apigatewayInvoke<unknown>()("api", ');
    const { untypedTasks } = task('apigateway:invoke', { ApiEndpoint: '${API}', 'Method.$': '$.method' });
    expect(untypedTasks).toBe(1);
  });

  it('is a job of Batch, on a queue that is known or said', () => {
    const queue = 'arn:aws:batch:eu-west-1:111122223333:job-queue/jobs';
    const job = { JobName: 'n', JobDefinition: '${Definition}', 'Parameters.$': '$.batch' };
    const known = task('batch:submitJob.sync', { JobQueue: queue, ...job });
    expect(known.source).toContain(
      'const submitJobTask = batchSubmitJobSync({ "jobQueue": "jobs", "jobDefinition": "Definition" });',
    );
    expect(known.source).toContain(
      '"Parameters": assume<ParameterOf<typeof submitJobTask, ["Parameters"]>>("$.batch")',
    );
    expect(task('batch:submitJob', { JobQueue: '${Queue}', ...job }).source).toContain(
      'saidBy("JobQueue", batchSubmitJob({ "jobQueue": "Queue", "jobDefinition": "Definition" }))',
    );
  });

  it('is a task of ECS, on a cluster that is known or said', () => {
    const cluster = 'arn:aws:ecs:eu-west-1:111122223333:cluster/main';
    const run = { TaskDefinition: '${Definition}', LaunchType: 'FARGATE' };
    const known = task('ecs:runTask.sync', { Cluster: cluster, ...run });
    expect(known.source).toContain('"run": ecsRunTaskSync({ "cluster": "main", "taskDefinition": "Definition" })');
    const waits = task('ecs:runTask.waitForTaskToken', {
      Cluster: '${Cluster}',
      TaskDefinition: 'job:3',
      Overrides: { ContainerOverrides: [{ Name: 'c', Environment: [{ Name: 'TOKEN', 'Value.$': '$$.Task.Token' }] }] },
    });
    expect(waits.source).toContain(
      'saidBy("TaskDefinition", saidBy("Cluster", ecsRunTask({ "cluster": "Cluster", "taskDefinition": "r3" })))',
    );
  });

  it('is a call of an HTTPS API that is written out', () => {
    const Authentication = { ConnectionArn: '${Connection}' };
    const known = task('http:invoke', { ApiEndpoint: 'https://example.com/a', Method: 'GET', Authentication });
    expect(known.source).toContain(
      'httpInvoke<unknown>()({ "connection": "Connection", "secret": "connection" }, { "method": "GET", "endpoint": "https://example.com/a" })',
    );
    const read = task('http:invoke', { 'ApiEndpoint.$': '$.url', Method: 'GET', Authentication });
    expect(read.untypedTasks).toBe(1);
  });

  it('is no action that a placeholder says whole, though it is known by its parameters', () => {
    const run = (parameters: object) =>
      imported(one({ Type: 'Task', Resource: '${GetItem}', Parameters: parameters })).source;
    expect(run({ TableName: 'orders' })).toContain('untypedTask("${GetItem}", [])');
    expect(run({ order: 1 })).toContain('lambdaTask<Contract, Contract>()("GetItem")');
  });

  it('is the role as which a task runs, known or read', () => {
    const send = (credentials: object) =>
      task('sns:publish', { TopicArn: '${Topic}', Message: 'x' }, { Credentials: credentials });
    expect(send({ RoleArn: '${Role}' }).source).toContain('"credentials": { "roleArn": "Role" }');
    expect(send({ 'RoleArn.$': '$.role' }).source).toContain(
      '"credentials": { "roleArn": assume<string>("$.role"), "roles": ["role"] }',
    );
    expect(() => send({ Arn: 'x' })).toThrow('state "S": the builder takes no Arn there');
  });

  it('is of the type that it takes where it reads', () => {
    const { source } = task('dynamodb:putItem', { TableName: 'orders', 'Item.$': '$.item' });
    expect(source).toContain('const putItemTask = dynamodbPutItem("orders");');
    expect(source).toContain('"Item": assume<ParameterOf<typeof putItemTask, ["Item"]>>("$.item")');
  });
});

describe('variables', () => {
  it('are imported in JSONPath', () => {
    const { source, untypedTasks } = imported({
      StartAt: 'A',
      States: {
        A: { Type: 'Pass', Assign: { n: 1, 'day.$': '$.day' }, Next: 'B' },
        B: { Type: 'Pass', Parameters: { 'of.$': '$day', 'sum.$': 'States.MathAdd($n, 1)' }, End: true },
      },
    });
    expect(source).toContain('"assign": { "n": 1, "day": assume<unknown>("$.day") }');
    expect(source).toContain('fn.mathAdd(assume<number>("$n"), 1)');
    expect(untypedTasks).toBe(0);
  });

  it('are imported in JSONata', () => {
    const { source } = imported({
      QueryLanguage: 'JSONata',
      StartAt: 'A',
      States: {
        A: { Type: 'Pass', Assign: { n: '{% $states.input.n %}' }, Output: { list: ['{% $n %}'] }, Next: 'B' },
        B: {
          Type: 'Choice',
          Choices: [
            { Condition: '{% $n > 1 and $states.input.list = 2 %}', Next: 'C' },
            { Condition: '{% $count($states.input.list) > 1 %}', Next: 'C', Comment: 'many' },
          ],
          Default: 'C',
        },
        C: { Type: 'Wait', Seconds: '{% $n %}', Next: 'D' },
        D: { Type: 'Fail', Error: 'E', Cause: '{% $string($n) %}' },
      },
    });
    expect(source).toContain('"assign": { "n": "{% $states.input.n %}" }');
    expect(source).toContain('{ "condition": "{% $n > 1 and $states.input.list = 2 %}", "next": "C" }');
    expect(source).toContain('assume<boolean>("{% $count($states.input.list) > 1 %}")');
    expect(source).toContain('"seconds": assume<number>("{% $n %}")');
  });
});

it('a distributed Map is imported in JSONata', () => {
  const processor = {
    ProcessorConfig: { Mode: 'DISTRIBUTED', ExecutionType: 'STANDARD' },
    StartAt: 'P',
    States: { P: { Type: 'Pass', End: true } },
  };
  const map = {
    Type: 'Map',
    Label: 'rows',
    ItemReader: {
      Resource: 'arn:aws:states:::s3:getObject',
      ReaderConfig: { InputType: 'CSV', CSVHeaderLocation: 'FIRST_ROW', MaxItems: '{% $states.input.n %}' },
      Arguments: { Bucket: '{% $states.input.bucket %}', Key: '{% $states.input.key %}' },
    },
    ItemBatcher: { MaxItemsPerBatch: 9, BatchInput: { n: '{% $states.input.n %}' } },
    ItemProcessor: processor,
    ResultWriter: { Resource: 'arn:aws:states:::s3:putObject', Arguments: { Bucket: 'results', Prefix: 'maps' } },
    ToleratedFailurePercentage: '{% $states.input.n %}',
    End: true,
  };
  const { source } = imported(one(map, { QueryLanguage: 'JSONata' }));
  expect(source).toContain(
    '"arguments": { "Bucket": assume<string>("{% $states.input.bucket %}"), "Key": assume<string>',
  );
  expect(source).toContain('"itemBatcher": { "maxItemsPerBatch": 9, "batchInput": { "n": "{% $states.input.n %}" } }');
  expect(source).toContain('"toleratedFailurePercentage": assume<number>("{% $states.input.n %}")');
  const Arguments = { Bucket: '{% $states.input.bucket %}' };
  expect(() =>
    imported(one({ ...map, ResultWriter: { ...map.ResultWriter, Arguments } }, { QueryLanguage: 'JSONata' })),
  ).toThrow('the builder takes no bucket by a path or an expression');
});

describe('what a rule and a Catch assign and hand on', () => {
  const fail = { Type: 'Fail' };

  it('is imported in JSONPath', () => {
    const { source } = imported({
      StartAt: 'A',
      States: {
        A: {
          Type: 'Task',
          Resource: '${Function}',
          Catch: [{ ErrorEquals: ['States.ALL'], Assign: { 'why.$': '$.Cause' }, ResultPath: null, Next: 'F' }],
          Next: 'B',
        },
        B: {
          Type: 'Choice',
          Choices: [{ Variable: '$.n', NumericEquals: 1, Assign: { n: 1 }, Next: 'F' }],
          Default: 'F',
          Assign: { n: 0 },
        },
        F: fail,
      },
    });
    expect(source).toContain('"assign": { "why": assume<unknown>("$.Cause") }, "resultPath": null');
    expect(source).toContain('"numericEquals": 1, "assign": { "n": 1 }, "next": "F"');
    expect(source).toContain('"default": "F", "assign": { "n": 0 }');
  });

  it('is imported in JSONata', () => {
    const { source } = imported({
      QueryLanguage: 'JSONata',
      StartAt: 'A',
      States: {
        A: {
          Type: 'Task',
          Resource: '${Function}',
          Catch: [{ ErrorEquals: ['States.ALL'], Assign: { a: 1 }, Output: { b: 2 }, Next: 'F', Comment: 'lost' }],
          Next: 'B',
        },
        B: {
          Type: 'Choice',
          Choices: [{ Condition: '{% $states.input.n = 1 %}', Assign: { a: 2 }, Output: ['{% $a %}'], Next: 'F' }],
          Default: 'F',
          Output: {},
        },
        F: fail,
      },
    });
    expect(source).toContain('"assign": { "a": 1 }, "output": { "b": 2 }, "next": "F", "comment": "lost"');
    expect(source).toContain('"assign": { "a": 2 }, "output": ["{% $a %}"], "next": "F"');
    expect(source).toContain('"default": "F", "output": {');
  });
});

describe('what a machine says of itself', () => {
  it('is a version that says what holds anyway, or is refused', () => {
    expect(imported(one({ Type: 'Pass' }, { Version: '1.0' })).source).not.toContain('1.0');
    expect(() => imported(one({ Type: 'Pass' }, { Version: '2.0' }))).toThrow(
      'the machine: Version "2.0" must be "1.0", the only one that there is',
    );
  });

  it('is its language, and that of each state', () => {
    expect(imported(one({ Type: 'Pass' }, { QueryLanguage: 'JSONPath' })).source).toContain(
      '"queryLanguage": "JSONPath"',
    );
    const { source } = imported(one({ Type: 'Pass', QueryLanguage: 'JSONata', Output: '{% $states.input %}' }));
    expect(source).toContain('"queryLanguage": "JSONata", "output": "{% $states.input %}"');
    expect(() => imported(one({ Type: 'Pass' }, { QueryLanguage: 'JSONPATH' }))).toThrow(
      'the machine: QueryLanguage "JSONPATH" must be JSONPath or JSONata',
    );
    expect(() => imported(one({ Type: 'Pass', Parameters: {} }, { QueryLanguage: 'JSONata' }))).toThrow(
      'state "S": the builder takes no Parameters there',
    );
  });
});

describe('the command', () => {
  const folder = scratchFolder(root);
  afterAll(() => rmSync(folder, { recursive: true }));

  it('compiles what it wrote, and tells where it does not', () => {
    const machine = {
      StartAt: 'A',
      States: {
        A: { Type: 'Pass', Result: { n: 1 }, ResultPath: '$.result', Next: 'B' },
        B: { Type: 'Pass', Result: 'x', ResultPath: '$.result', End: true },
      },
    };
    const [file, out] = [join(folder, 'twice.asl.json'), join(folder, 'twice.ts')];
    writeFileSync(file, JSON.stringify(machine));
    const { status, stderr } = spawnSync(
      process.execPath,
      ['scripts/run.mjs', 'state-machines/import/main.ts', file, '--out', out],
      { cwd: root, encoding: 'utf8' },
    );
    const written = readFileSync(out, 'utf8');
    // As `npm run check` asks it of a file here.
    expect(formatted(root, 'state-machines/twice.ts', written)).toBe(written);
    const at = written.split('\n').findIndex((text) => text.includes("B: { type: 'Pass'"));
    expect(stderr.trim().split('\n')).toEqual([
      `${out}:${at + 1}  resultPath '$.result' would change the type of the payload's field 'result'`,
      'twice.asl.json: written, and rendered back equal, but it does not compile: see above.',
    ]);
    expect(status).toBe(1);
  });
});
