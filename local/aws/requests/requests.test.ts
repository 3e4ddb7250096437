import { synthesizedInto } from '../../../environments/commands/synth/test-support';
import { type Settings } from '../../../environments/settings';
import { blocksOfType, text } from '../../../terraform/query';
import { devStack, temporaryFolder } from '../../test-support';
import { type Account, standUp } from '../account';
import { requestTruths as athena } from '../athena/truth/requests';
import { requestTruths as events } from '../event-bridge/truth/requests';
import { requestTruths as firehose } from '../firehose/truth/requests';
import { requestTruths as glue } from '../glue/truth/requests';
import { requestTruths as lambda } from '../lambda/truth/requests';
import { subscriptionArn } from '../sns/subscriptions';
import { requestTruths as scheduler } from '../scheduler/truth/requests';
import { requestTruths as sns } from '../sns/truth/requests';
import { operations as s3Operations } from '../s3/operations';
import { callBy } from '../shared/call';
import { Pieces } from '../shared/pieces';
import { requestTruths as stepFunctions } from '../step-functions/truth/requests';
import { SimulatedClock } from '../shared/clock';
import { NotServed } from '../shared/errors';
import { inputOf, modelOf, shapeOf } from './model';
import { ask } from './test-support';
import { type Names, type RequestTruth } from './truth';

// Synthesis takes a second of its own, more on a busy machine.
jest.setTimeout(60_000);
const { folder, remove } = temporaryFolder('requests');
let account: Account;
let names: Names;

beforeAll(async () => {
  const reports: Settings['reports'] = [
    { name: 'monthly', every: 'month', day: 1, at: '08:00' },
    { name: 'weekly', every: 'week', day: 'monday', at: '08:00', timeZone: 'Europe/Berlin' },
  ];
  synthesizedInto(folder, { reports });
  const stack = devStack(folder);
  account = await standUp(stack, { clock: new SimulatedClock(new Date('2026-03-01T08:00:00Z')), folder });
  const first = (type: string, argument: string, holding = '') =>
    blocksOfType(stack, type)
      .map((block) => text(block, argument))
      .find((value) => value.includes(holding)) ?? '';
  names = {
    accountId: stack.accountId,
    region: stack.region,
    rule: blocksOfType(stack, 'aws_cloudwatch_event_rule')
      .filter(({ values }) => values['schedule_expression'] !== undefined)
      .map((block) => text(block, 'name'))[0] as string,
    schedule: first('aws_scheduler_schedule', 'name'),
    starterArn: first('aws_scheduler_schedule', 'target.arn'),
    topicArn: first('aws_sns_topic', 'arn', 'notifications'),
    subscriptionArn: blocksOfType(stack, 'aws_sns_topic_subscription').map(subscriptionArn)[0] as string,
    functionName: first('aws_lambda_function', 'function_name'),
    asynchronous: first('aws_lambda_function_event_invoke_config', 'function_name'),
    invocable: first('aws_lambda_permission', 'function_name'),
    machineArn: first('aws_sfn_state_machine', 'arn'),
    stream: first('aws_kinesis_firehose_delivery_stream', 'name'),
    workgroup: first('aws_athena_workgroup', 'name'),
    database: first('aws_glue_catalog_database', 'name'),
    table: first('aws_glue_catalog_table', 'name'),
  };
});
afterAll(async () => {
  await account.close();
  remove();
});

test.each(Object.entries({ athena, events, firehose, glue, lambda, scheduler, sns, stepFunctions }))(
  'every request of %s is answered as AWS does, or refused by name',
  async (_service, truths) => {
    const wrong: object[] = [];
    for (const row of truths(names)) {
      const got = await ask(account, row);
      try {
        hold(row, got);
      } catch (error) {
        wrong.push({
          says: row.says,
          got: JSON.stringify(got).slice(0, 600),
          why: (error as Error).message.slice(0, 300),
        });
      }
    }
    expect(wrong).toEqual([]);
  },
);

/** Of the operations that are not told by a name in the request. */
const lambdaPaths: Readonly<Record<string, readonly [method: string, path: string, query?: string]>> = {
  Invoke: ['POST', '2015-03-31/functions/a%20b/invocations'],
  GetFunction: ['GET', '2015-03-31/functions/a%20b'],
  GetFunctionConfiguration: ['GET', '2015-03-31/functions/a%20b/configuration'],
  GetFunctionEventInvokeConfig: ['GET', '2019-09-25/functions/a%20b/event-invoke-config'],
  GetPolicy: ['GET', '2015-03-31/functions/a%20b/policy'],
  ListFunctions: ['GET', '2015-03-31/functions', 'MasterRegion'],
  ListTags: ['GET', '2017-03-31/tags/a%20b'],
};

const schedulerPaths: Readonly<Record<string, readonly [path: string, query?: Readonly<Record<string, string>>]>> = {
  GetSchedule: ['schedules/a%20b'],
  GetScheduleGroup: ['schedule-groups/a%20b'],
  ListSchedules: ['schedules', { NamePrefix: 'a b' }],
  ListScheduleGroups: ['schedule-groups', { NamePrefix: 'a b' }],
  ListTagsForResource: ['tags/a%20b'],
};

/** What an operation's model can be broken by, and the code or words that tell of it; nothing, where all is free. */
function breaking(service: RequestTruth['service'], operation: string): [Partial<RequestTruth>, string] | undefined {
  const model = modelOf(service.toLowerCase());
  const { members = {}, required } = inputOf(service.toLowerCase(), operation);
  if (service === 'lambda') {
    const [method, path, query] = lambdaPaths[operation] ?? ['GET', ''];
    const rest = { method, path: `/${path}`, query: query === undefined ? {} : { [query]: 'a b' } };
    return [{ rest }, 'Member must satisfy regular expression pattern'];
  }
  if (service === 'scheduler') {
    const [path = '', query = {}] = schedulerPaths[operation] ?? [];
    return [{ rest: { method: 'GET', path: `/${path}`, query } }, 'Member must satisfy regular expression pattern'];
  }
  // A form has nothing but texts.
  if (service === 'sns' || service === 'sts') return required ? [{}, 'Member must not be null'] : undefined;
  const [[name, { shape }] = ['', { shape: '' }]] = Object.entries(members);
  const wrong = ['list', 'structure', 'map'].includes(shapeOf(model, shape).type) ? 'x' : {};
  return [{ input: { [name]: wrong } }, 'SerializationException'];
}

test('no operation that is served goes around the check of its request', async () => {
  const [around, free]: [string[], string[]] = [[], []];
  for (const [name, { operations }] of Object.entries(account.wires)) {
    for (const operation of name === 'objects' ? [] : new Set(operations)) {
      const service = name as RequestTruth['service'];
      const broken = breaking(service, operation);
      if (!broken) free.push(`${name}:${operation}`);
      const got = broken && (await ask(account, { service, operation, input: {}, ...broken[0] }));
      const told = got && 'error' in got ? `${got.error.code}: ${got.error.message}` : 'an answer';
      if (broken && !told.includes(broken[1])) around.push(`${name}:${operation} with ${told}`);
    }
  }
  expect(around).toEqual([]);
  // All of their members are texts, of whatever length.
  expect(free).toEqual(['sts:GetCallerIdentity', 'sns:ListSubscriptions', 'sns:ListTopics']);
});

test('no operation of S3 takes a parameter or header that it does not read', async () => {
  const { objects } = account.wires;
  const call = callBy(account.accessControl, { kind: 'root', accountId: account.stack.accountId }, 'request-1');
  for (const { name, method, on, by = {}, byHeader } of s3Operations) {
    const path = { account: '/', bucket: '/b', object: '/b/k' }[on];
    const marks = Object.entries(by).map(([key, value]) => [key, value === true ? '' : value]);
    const ask = (query: [string, string][], headers: object) =>
      objects?.handle(
        {
          method,
          path,
          query: new URLSearchParams([...marks, ...query] as [string, string][]),
          headers: { ...(byHeader === undefined ? {} : { [byHeader]: 'x' }), ...headers },
          body: new Pieces([]),
        },
        call,
      );
    await expect(ask([['colour', 'red']], {})).rejects.toThrow(`${name} with ?colour is not served here`);
    await expect(ask([], { 'x-amz-colour': 'red' })).rejects.toThrow(
      `${name} with the header x-amz-colour is not served`,
    );
  }
  expect(objects?.operations).toEqual(s3Operations.map(({ name }) => name));
});

/** @throws when the answer is another than the row's */
function hold({ answer, error, refused }: RequestTruth, got: Awaited<ReturnType<typeof ask>>): void {
  if (refused !== undefined) {
    expect(got).toMatchObject({ error: expect.any(NotServed) as NotServed });
    expect((got as { error: Error }).error.message).toContain(refused);
    return;
  }
  if (error) {
    expect(got).toMatchObject({ error });
    expect((got as { error: Error }).error).not.toBeInstanceOf(NotServed);
    return;
  }
  expect(got).toHaveProperty('answer');
  const { answer: text } = got as { answer: unknown };
  if (typeof answer === 'string') expect(text).toContain(answer);
  else expect(text).toMatchObject(matching(answer) as object);
}

/** Patterns for what differs from run to run. */
function matching(value: unknown): unknown {
  if (value instanceof RegExp) return expect.stringMatching(value);
  if (Array.isArray(value)) return value.map(matching);
  if (typeof value !== 'object' || value === null) return value;
  return Object.fromEntries(Object.entries(value).map(([name, below]) => [name, matching(below)]));
}
