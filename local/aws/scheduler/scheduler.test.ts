import { readAccess } from '../../../policies/iam/access';
import { type Block } from '../../../terraform/stack';
import { type CloudWatchService } from '../cloudwatch/cloudwatch';
import { Reporter } from '../cloudwatch/reports';
import { type LambdaService } from '../lambda/lambda';
import { AccessControl, AccessDenied } from '../shared/access-control';
import { SimulatedClock } from '../shared/clock';
import { AwsError } from '../shared/errors';
import { blockOf, stackOf } from '../shared/test-support';
import { SqsService } from '../sqs/sqs';
import { readSchedules } from './schedule';
import { SchedulerService } from './scheduler';

const ROLE = 'arn:aws:iam::000000000000:role/r';
const FUNCTION = 'arn:aws:lambda:eu-west-1:000000000000:function:f';
const QUEUE = 'arn:aws:sqs:eu-west-1:000000000000:q';
const GROUP = 'arn:aws:scheduler:eu-west-1:000000000000:schedule-group/g';
const SCHEDULE = 'arn:aws:scheduler:eu-west-1:000000000000:schedule/g/s';
const INPUT =
  '{"time":"<aws.scheduler.scheduled-time>","of":["<aws.scheduler.schedule-arn>"],' +
  '"id":"<aws.scheduler.execution-id>","attempt":"<aws.scheduler.attempt-number>"}';

const schedule = (values: Block['values'] = {}, target: object = {}) =>
  blockOf('aws_scheduler_schedule', {
    ...{ name: 's', group_name: 'g', arn: SCHEDULE, schedule_expression: 'cron(0 8 * * ? *)' },
    schedule_expression_timezone: 'Europe/Berlin',
    flexible_time_window: { mode: 'OFF' },
    target: { arn: FUNCTION, role_arn: ROLE, input: INPUT, dead_letter_config: { arn: QUEUE }, ...target },
    ...values,
  } as Block['values']);

const policy = (...statements: object[]) => JSON.stringify({ Version: '2012-10-17', Statement: statements });
const may = (Action: string, Resource: string) => ({ Effect: 'Allow', Action: [Action], Resource: [Resource] });
const trusted = (SourceArn = GROUP) => ({
  Effect: 'Allow',
  Principal: { Service: 'scheduler.amazonaws.com' },
  Action: 'sts:AssumeRole',
  Condition: {
    StringEquals: { 'aws:SourceAccount': '000000000000' },
    ArnEquals: { 'aws:SourceArn': SourceArn },
  },
});

const account = (
  blocks: readonly Block[],
  { trust = trusted(), allowed = [may('lambda:InvokeFunction', FUNCTION)] } = {},
) => {
  const stack = stackOf(
    blockOf('aws_scheduler_schedule_group', { name: 'g', arn: GROUP }),
    blockOf('aws_lambda_function', { function_name: 'f', arn: FUNCTION, role: ROLE }),
    blockOf('aws_sqs_queue', { name: 'q', arn: QUEUE, url: 'https://q' }),
    blockOf('aws_iam_role', { name: 'r', arn: ROLE, assume_role_policy: policy(trust) }),
    blockOf('aws_iam_role_policy', { name: 'p', role: 'r', policy: policy(...allowed) }),
    ...blocks,
  );
  const clock = new SimulatedClock(new Date('2027-03-27T00:00:00Z'));
  const access = new AccessControl(readAccess(stack, []));
  const sqs = new SqsService(stack, access, clock);
  const invoked: unknown[] = [];
  const answers: (AwsError | undefined)[] = [];
  const lambda = {
    invokeAsynchronously: async (_arn: string, payload: string) => {
      invoked.push(JSON.parse(payload));
      const failure = answers.shift();
      if (failure) throw failure;
      return {};
    },
  } as unknown as LambdaService;
  const put: string[] = [];
  const cloudWatch = {
    put: ({ name, dimensions }: { name: string; dimensions: object }, value: number) =>
      void put.push(`${name} ${JSON.stringify(dimensions)} ${value}`),
  } as unknown as CloudWatchService;
  const stand = () => {
    const scheduler = new SchedulerService({ stack, clock, access, lambda, sqs });
    scheduler.onInvocation((invocation) => new Reporter(cloudWatch).scheduled(invocation));
    return scheduler;
  };
  return { stand, clock, access, sqs, invoked, answers, put };
};

test('fires in its zone, as its role, and says when and by which schedule, as AWS’s page has it', async () => {
  const { stand, clock, invoked, put, access } = account([schedule()]);
  const scheduler = stand();
  expect(scheduler.nextFirings()).toEqual({ s: new Date('2027-03-27T07:00:00Z') });
  await clock.advanceTo(new Date('2027-03-28T12:00:00Z'));
  expect(invoked).toEqual([
    {
      time: '2027-03-27T07:00:00Z',
      of: [SCHEDULE],
      id: expect.stringMatching(/^[0-9a-f]{16}$/) as string,
      attempt: '1',
    },
    expect.objectContaining({ time: '2027-03-28T06:00:00Z' }),
  ]);
  expect(put).toEqual(Array(2).fill('InvocationAttemptCount {"ScheduleGroup":"g"} 1'));
  expect(access.refusals).toEqual([]);
  // At least once: the moment stays what it was.
  const [first] = scheduler.invocations;
  if (first) await scheduler.again(first);
  expect(invoked.at(-1)).toMatchObject({ time: '2027-03-27T07:00:00Z' });
  scheduler.close();
  await clock.advanceTo(new Date('2027-04-01T12:00:00Z'));
  expect(invoked).toHaveLength(3);
});

test('a disabled one fires nothing, until it is enabled', async () => {
  const { stand, clock, invoked } = account([schedule({ state: 'DISABLED' })]);
  const scheduler = stand();
  expect(scheduler.nextFirings()).toEqual({});
  await clock.advanceTo(new Date('2027-03-28T12:00:00Z'));
  expect(invoked).toEqual([]);
  scheduler.enable('s');
  await clock.advanceTo(new Date('2027-03-29T12:00:00Z'));
  expect(invoked).toHaveLength(1);
  scheduler.disable('s');
  await clock.advanceTo(new Date('2027-03-31T12:00:00Z'));
  expect(invoked).toHaveLength(1);
  expect(() => scheduler.enable('x')).toThrow('Schedule x does not exist.');
});

test('what is not answered is tried again, and then kept with what went wrong', async () => {
  const allowed = [may('lambda:InvokeFunction', FUNCTION), may('sqs:SendMessage', QUEUE)];
  const retry = { retry_policy: { maximum_retry_attempts: 2, maximum_event_age_in_seconds: 3600 } };
  const { stand, clock, invoked, answers, put, sqs } = account([schedule({}, retry)], { allowed });
  answers.push(...Array<AwsError>(3).fill(new AwsError('ServiceException', 'Lambda does not answer.', 503)));
  const scheduler = stand();
  await clock.advanceTo(new Date('2027-03-27T12:00:00Z'));
  expect(invoked).toMatchObject([{ attempt: '1' }, { attempt: '2' }, { attempt: '3' }]);
  expect(scheduler.invocations).toMatchObject([{ outcome: 'dead-letter queue', attempts: 3 }]);
  const [{ body, attributes } = { body: '', attributes: {} }] = sqs.messages;
  expect(sqs.messages).toHaveLength(1);
  expect(body).toBe(JSON.stringify(invoked.at(-1)));
  const told = Object.entries(attributes).map(([name, { DataType, StringValue }]) => [
    name,
    `${DataType} ${StringValue}`,
  ]);
  expect(Object.fromEntries(told)).toMatchObject({
    ERROR_CODE: 'String ServiceException',
    ERROR_MESSAGE: 'String Lambda does not answer.',
    EXHAUSTED_RETRY_CONDITION: 'String MaximumRetryAttempts',
    RETRY_ATTEMPTS: 'String 2',
    SCHEDULED_TIME: 'String 2027-03-27T07:00:00Z',
    SCHEDULE_ARN: `String ${SCHEDULE}`,
    TARGET_ARN: `String ${FUNCTION}`,
  });
  expect(put.map((one) => one.replace(/ \{.*\}/, ''))).toEqual([
    ...['InvocationAttemptCount 3', 'TargetErrorCount 3', 'InvocationDroppedCount 1'],
    'InvocationsSentToDeadLetterCount 1',
  ]);
});

test('a role that may not invoke the function, nor send to the queue, loses it: both refusals are kept', async () => {
  const { stand, clock, invoked, access } = account([schedule()], { allowed: [may('sqs:SendMessage', `${QUEUE}2`)] });
  const scheduler = stand();
  await clock.advanceTo(new Date('2027-03-27T12:00:00Z'));
  expect(invoked).toEqual([]);
  expect(scheduler.invocations).toMatchObject([{ outcome: 'lost', error: { code: 'AccessDenied' } }]);
  expect(access.refusals.map(({ use: { action, principalName } }) => [principalName, action])).toEqual([
    ['r', 'lambda:InvokeFunction'],
    ['r', 'sqs:SendMessage'],
  ]);
});

test.each([
  ['another service', { ...trusted(), Principal: { Service: 'events.amazonaws.com' } }],
  ['another group', trusted(`${GROUP}2`)],
  // "Do not scope the aws:SourceArn statement to a specific schedule".
  ['the schedule itself', trusted(SCHEDULE)],
])('no schedule stands whose role trusts %s', (_, trust) => {
  expect(() => account([schedule()], { trust }).stand()).toThrow(AccessDenied);
});

test.each([
  [schedule({ group_name: 'h' }), 'group_name is h, which is no schedule group of the stack'],
  [
    schedule({ flexible_time_window: { mode: 'FLEXIBLE' } }),
    'flexible_time_window.mode is FLEXIBLE: OFF is served here',
  ],
  [schedule({ schedule_expression: 'rate(1 day)' }), 'schedule_expression is rate(1 day): cron(…) is served here'],
  [schedule({}, { arn: `${FUNCTION}:live` }), 'a function, without a version or an alias, is served here, no other'],
  [schedule({}, { arn: QUEUE }), 'a function, without a version or an alias, is served here, no other'],
  [schedule({}, { input: undefined }), 'target.input is missing'],
  [schedule({}, { input: '"<aws.scheduler.time>"' }), 'target.input has <aws.scheduler.time>: there are'],
  [schedule({}, { input: '{"n": <aws.scheduler.execution-id>}' }), 'a function is invoked with JSON, and this is none'],
])('what is not served is refused when the stack is stood up: %#', (block, why) => {
  const group = blockOf('aws_scheduler_schedule_group', { name: 'g', arn: GROUP });
  expect(() => readSchedules(stackOf(group, block))).toThrow(why);
  // Every fault at once.
  expect(() => readSchedules(stackOf(group, block, schedule({ group_name: 'z' })))).toThrow('group_name is z');
});
