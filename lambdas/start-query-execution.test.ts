import { AthenaClient } from '@aws-sdk/client-athena';
import { FakeAws, json, jsonError } from './test-support/fake-aws';
import { EXECUTION, quiet } from './test-support/quiet';
import { handler, startQueryExecution } from './start-query-execution';

const variables = {
  ATHENA_DATABASE: 'video-analytics-dev-blog',
  EVENTS_TABLE: 'events-dev-blog',
  ATHENA_WORKGROUP: 'analytics-dev-blog',
  LATE_ARRIVAL_DAYS: '2',
};
const input = {
  startDate: '2020-10-01',
  endDate: '2020-10-31',
  execution: { id: EXECUTION, redriveCount: 0 },
};

const aws = new FakeAws();
beforeAll(() => aws.start());
afterAll(() => aws.stop());
beforeEach(() => {
  aws.reset();
  aws.respond = () => json({ QueryExecutionId: 'q-1' });
});

const run = (event: unknown, env: NodeJS.ProcessEnv = variables) =>
  startQueryExecution({ athena: new AthenaClient({ ...aws.settings, maxAttempts: 1 }), variables: env })(event, quiet);

it('starts one query in the workgroup and gives its id with the period', async () => {
  await expect(run(input)).resolves.toEqual({
    startDate: '2020-10-01',
    endDate: '2020-10-31',
    queryExecutionId: 'q-1',
    attempt: 0,
  });
  expect(aws.actions()).toEqual(['StartQueryExecution']);
  expect(aws.requests[0]?.input).toEqual({
    QueryString: expect.stringContaining('FROM "video-analytics-dev-blog"."events-dev-blog"') as string,
    QueryExecutionContext: { Database: 'video-analytics-dev-blog' },
    WorkGroup: 'analytics-dev-blog',
    ClientRequestToken: expect.stringMatching(/^[0-9a-f]{64}$/) as string,
  });
});

it('asks for the same query in a retry or a redrive, for another after one that failed or in another execution', async () => {
  await run(input);
  await run(input);
  await run({ ...input, execution: { ...input.execution, redriveCount: 1 } });
  await expect(run({ ...input, previousAttempt: 0 })).resolves.toMatchObject({ attempt: 1 });
  await expect(run({ ...input, previousAttempt: 1 })).resolves.toMatchObject({ attempt: 2 });
  await run({ ...input, execution: { ...input.execution, id: `${EXECUTION}-again` } });
  const tokens = aws.requests.map((request) => request.input['ClientRequestToken']);
  expect(new Set(tokens.slice(0, 3)).size).toBe(1);
  expect(new Set(tokens).size).toBe(4);
});

it('lists every fault of its input, and asks AWS nothing', async () => {
  const wrong = {
    startDate: '2020-02-30',
    endDate: 20201031,
    startdate: '2020-10-01',
    execution: { id: 'x', redriveCount: -1 },
  };
  await expect(run(wrong)).rejects.toMatchObject({
    name: 'InvalidInput',
    message: [
      'startDate is "2020-02-30": must be a real calendar date, written YYYY-MM-DD',
      'endDate is 20201031: must be a real calendar date, written YYYY-MM-DD',
      'execution.id is "x": must be the ARN of a standard workflow\'s execution',
      'execution.redriveCount is -1: must be a whole number, 0 or more',
      'startdate is not a known field: remove it',
    ].join('; '),
  });
  expect(aws.requests).toEqual([]);
});

it.each([
  ['SQL in a date', { ...input, startDate: "2020-10-01' OR 1=1 --" }],
  ['a date with a line break after it', { ...input, startDate: '2020-10-01\n' }],
  ['an array that prints as a date', { ...input, startDate: ['2020-10-01'] }],
])('lets no %s reach SQL', async (_, event) => {
  await expect(run(event)).rejects.toMatchObject({ name: 'InvalidInput' });
  expect(aws.requests).toEqual([]);
});

it('lists every environment variable that is missing or wrong', async () => {
  await expect(run(input, { ATHENA_DATABASE: 'd', EVENTS_TABLE: '', LATE_ARRIVAL_DAYS: 'two' })).rejects.toMatchObject({
    name: 'InvalidEnvironment',
    message:
      'Environment variables of this function are wrong: EVENTS_TABLE is "": must be a name; ATHENA_WORKGROUP is missing: must be a name; LATE_ARRIVAL_DAYS is "two": must be a whole number from 0 to 30. They are set in constructs/.',
  });
});

it('tells what it was about when AWS refuses, keeps the code as its name and the original as its cause', async () => {
  aws.respond = () =>
    jsonError('AccessDeniedException', 'You are not authorized to perform: athena:StartQueryExecution');
  await expect(run(input)).rejects.toMatchObject({
    name: 'AccessDeniedException',
    message:
      "Athena did not start the report's query in workgroup analytics-dev-blog: You are not authorized to perform: athena:StartQueryExecution",
    cause: { name: 'AccessDeniedException', $metadata: { httpStatusCode: 400 } },
  });
});

it('is exported as a Lambda handler, which reads its variables when invoked', async () => {
  await expect(handler(input)).rejects.toMatchObject({ name: 'InvalidEnvironment' });
});
