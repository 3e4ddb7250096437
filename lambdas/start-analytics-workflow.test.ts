import { SFNClient } from '@aws-sdk/client-sfn';
import { FakeAws, json, jsonError } from './test-support/fake-aws';
import { quiet } from './test-support/quiet';
import { startAnalyticsWorkflow } from './start-analytics-workflow';

const MACHINE = 'arn:aws:states:eu-west-1:000000000000:stateMachine:analytics-dev-blog';
const executionArn = (name: string) => `${MACHINE.replace('stateMachine', 'execution')}:${name}`;
const MONTHLY = 'send-report-once-a-month-dev-blog';
const SCHEDULES = {
  [MONTHLY]: { name: 'monthly', every: 'month' },
  weekly: { name: 'weekly', every: 'week' },
  board: { name: 'board', every: 'month' },
};
const variables = { STATE_MACHINE_ARN: MACHINE, ENVIRONMENT: 'dev', SCHEDULES: JSON.stringify(SCHEDULES) };

/** As EventBridge delivers it: https://docs.aws.amazon.com/eventbridge/latest/userguide/event-reference.html */
const event = (time: unknown, rule = MONTHLY) => ({
  version: '0',
  id: '89d1a02d-5ec7-412e-82f5-13505f849b41',
  'detail-type': 'Scheduled Event',
  source: 'aws.events',
  account: '000000000000',
  time,
  region: 'eu-west-1',
  resources: [`arn:aws:events:eu-west-1:000000000000:rule/${rule}`],
  detail: {},
});

const aws = new FakeAws();
beforeAll(() => aws.start());
afterAll(() => aws.stop());
beforeEach(() => {
  aws.reset();
  aws.respond = ({ input }) => json({ executionArn: executionArn(String(input['name'])), startDate: 1 });
});

const run = (input: unknown, env: NodeJS.ProcessEnv = variables) =>
  startAnalyticsWorkflow({ states: new SFNClient({ ...aws.settings, maxAttempts: 1 }), variables: env })(input, quiet);

it.each([
  ['2020-11-01T08:00:00Z', '2020-10-01', '2020-10-31'],
  ['2021-01-01T08:00:00Z', '2020-12-01', '2020-12-31'],
  ['2020-03-01T08:00:00Z', '2020-02-01', '2020-02-29'],
  ['2021-03-01T00:00:00Z', '2021-02-01', '2021-02-28'],
  ['2021-03-31T23:59:59.999Z', '2021-02-01', '2021-02-28'],
])('at %s reports on %s to %s', async (time, startDate, endDate) => {
  const name = `monthly-dev-${startDate}-${endDate}`;
  await expect(run(event(time))).resolves.toEqual({
    startDate,
    endDate,
    executionArn: executionArn(name),
    started: true,
  });
  expect(aws.requests.map(({ action, input }) => [action, input])).toEqual([
    ['StartExecution', { stateMachineArn: MACHINE, name, input: JSON.stringify({ startDate, endDate }) }],
  ]);
});

it('two reports of one period are two executions, each named after its own', async () => {
  await run(event('2021-03-01T08:00:00Z'));
  await run(event('2021-03-01T08:00:00Z', 'board'));
  // A Monday, and February had four whole weeks: 22 to 28 February.
  await run(event('2021-03-01T08:00:00Z', 'weekly'));
  expect(aws.requests.map(({ input }) => input['name'])).toEqual([
    'monthly-dev-2021-02-01-2021-02-28',
    'board-dev-2021-02-01-2021-02-28',
    'weekly-dev-2021-02-22-2021-02-28',
  ]);
});

it.each([
  [
    ['arn:aws:events:eu-west-1:000000000000:rule/other'],
    'must be a rule or schedule of SCHEDULES: send-report-once-a-month-dev-blog, w',
  ],
  [['arn:aws:events:eu-west-1:000000000000:rule/toString'], 'must be a rule or schedule of SCHEDULES'],
  [['arn:aws:sns:eu-west-1:000000000000:rule/weekly'], 'must be the one rule or schedule that fired, by its ARN'],
  [[], 'must be the one rule or schedule that fired'],
  [undefined, 'must be the one rule or schedule that fired'],
])('refuses an event of the rules %j', async (resources, why) => {
  await expect(run({ ...event('2020-11-01T08:00:00Z'), resources })).rejects.toThrow(why);
  expect(aws.requests).toEqual([]);
});

it.each(['', '{', '[]', '{"rule": {"name": "a b", "every": "month"}}', '{"rule": {"name": "a", "every": "year"}}'])(
  'refuses to run where SCHEDULES is %j',
  async (schedules) => {
    const wrong = run(event('2020-11-01T08:00:00Z'), { ...variables, SCHEDULES: schedules });
    await expect(wrong).rejects.toMatchObject({ name: 'InvalidEnvironment' });
    expect(aws.requests).toEqual([]);
  },
);

it('takes an execution that is there already for success: a duplicate delivery changes nothing', async () => {
  aws.respond = () => jsonError('ExecutionAlreadyExists', 'Execution Already Exists');
  await expect(run(event('2020-11-01T08:00:00Z'))).resolves.toEqual({
    startDate: '2020-10-01',
    endDate: '2020-10-31',
    executionArn: executionArn('monthly-dev-2020-10-01-2020-10-31'),
    started: false,
  });
});

it('passes on every other refusal, so that EventBridge retries', async () => {
  aws.respond = () => jsonError('ExecutionLimitExceeded', 'Too many');
  await expect(run(event('2020-11-01T08:00:00Z'))).rejects.toMatchObject({
    name: 'ExecutionLimitExceeded',
    message: 'Step Functions did not start execution monthly-dev-2020-10-01-2020-10-31: Too many',
    cause: { name: 'ExecutionLimitExceeded' },
  });
});

it.each([undefined, '', 'yesterday', '2020-11-01', '2020-13-01T08:00:00Z', '2020-11-01T08:00:00+02:00', 1604217600])(
  'refuses an event with time %j',
  async (time) => {
    await expect(run(event(time))).rejects.toThrow('must be a time in UTC, written like "2020-11-01T08:00:00Z"');
    expect(aws.requests).toEqual([]);
  },
);

it('makes names that Step Functions takes, of at most 80 characters', async () => {
  await run(event('2020-11-01T08:00:00Z'), { ...variables, ENVIRONMENT: 'e'.repeat(40) });
  expect(String(aws.requests[0]?.input['name']).length).toBeLessThanOrEqual(80);
  await expect(run(event('2020-11-01T08:00:00Z'), { ...variables, ENVIRONMENT: 'a b' })).rejects.toThrow(
    'ENVIRONMENT is "a b": must be 1 to 40 letters, digits or hyphens',
  );
});
