import { AthenaClient } from '@aws-sdk/client-athena';
import { S3Client } from '@aws-sdk/client-s3';
import { SNSClient } from '@aws-sdk/client-sns';
import { checkQueryExecution } from '../../lambdas/check-query-execution';
import { snsSettings } from '../../lambdas/report/publish-message';
import { sendReport } from '../../lambdas/send-report';
import { clientSettings } from '../../lambdas/shared/client-settings';
import { startQueryExecution } from '../../lambdas/start-query-execution';
import {
  type Answer,
  FakeAws,
  json,
  jsonError,
  type Mishap,
  type Received,
  s3Error,
  snsError,
} from '../../lambdas/test-support/fake-aws';
import { HEADER, WHOLE } from '../../lambdas/test-support/answer';
import { quiet } from '../../lambdas/test-support/quiet';
import { render } from '../../state-machines/language/rendered/render';
import { taskNames } from '../../state-machines/language/state-machine';
import { report } from '../../state-machines/report';
import { SimulatedClock } from '../aws/shared/clock';
import { Execution } from '../aws/step-functions/execution';
import { StateFailure } from '../aws/step-functions/interpreter/failure';
import { Pace } from '../aws/step-functions/interpreter/time/pace';
import { Slots } from '../aws/shared/slots';
import { waitless } from '../aws/step-functions/test-support';
import { type MachineConfiguration } from '../aws/step-functions/machine-configuration';

/**
 * The machine and its handlers, with their own SDK clients, against services that are away, slow or broken for a while:
 * time passes as the machine waits.
 */
const made: FakeAws[] = [];
afterAll(() => Promise.all(made.map((aws) => aws.stop())));

const BUCKET = 'query-output-dev-blog-000000000000';
const TOPIC = 'arn:aws:sns:eu-west-1:000000000000:analytics-notifications-dev-blog';
const variables = {
  ATHENA_DATABASE: 'video-analytics-dev-blog',
  EVENTS_TABLE: 'events-dev-blog',
  ATHENA_WORKGROUP: 'analytics-dev-blog',
  EVENTS_BUCKET: 'events-dev-blog-000000000000',
  ERRORS_PREFIX: 'errors/format-conversion-failed/dt=',
  S3_QUERY_OUTPUT: BUCKET,
  SNS_TOPIC: TOPIC,
  VERIFICATION_TOPIC: `${TOPIC}-verifications`,
  ENVIRONMENT: 'dev',
  APPLICATION: 'blog',
  LATE_ARRIVAL_DAYS: '2',
};
const START = new Date('2020-11-01T08:00:00Z');
const minutes = (count: number) => START.getTime() + count * 60_000;

const name = (value: string) => `arn:aws:lambda:eu-west-1:000000000000:function:${value}`;
const machine = {
  name: 'm',
  arn: 'arn:aws:states:eu-west-1:000000000000:stateMachine:m',
  roleArn: 'arn:aws:iam::000000000000:role/r',
  // Of each function, whichever they are: a fork's states are no part of this.
  definition: render<string>(report, Object.fromEntries(taskNames(report).map((task) => [task, name(task)])))
    .definition,
  timeout: 3600,
} as unknown as MachineConfiguration;

/** No event: what is in the report is not what this is about. */
const answers = {
  StartQueryExecution: () => json({ QueryExecutionId: 'q-1' }),
  GetQueryExecution: () => json({ QueryExecution: { Status: { State: 'SUCCEEDED' } } }),
  GetQueryResults: () => json({ ResultSet: { Rows: [HEADER, WHOLE] } }),
};

interface Fault {
  /** Of the nth request, from 0. */
  (request: Received, nth: number, now: number): Answer | Mishap | 'die before' | 'die after' | undefined;
}

interface Limits {
  /** Of each SDK client: one where the machine's own retries are what is looked at. */
  readonly maxAttempts?: number;
  /** Milliseconds. */
  readonly requestTimeout?: number;
}

async function run(fault: Fault, { maxAttempts = clientSettings.maxAttempts, requestTimeout = 60_000 }: Limits = {}) {
  // Of each run its own: those that wait do so side by side.
  const aws = await new FakeAws().start();
  made.push(aws);
  aws.answers = answers;
  const clock = new SimulatedClock(START);
  const requestHandler = { ...clientSettings.requestHandler, requestTimeout, socketTimeout: requestTimeout };
  const settings = { ...aws.settings, maxAttempts, requestHandler };
  const athena = new AthenaClient(settings);
  const s3 = new S3Client(settings);
  const sns = new SNSClient({ ...snsSettings, ...aws.settings, requestHandler });
  const handlers: Readonly<Record<string, (event: unknown) => Promise<unknown>>> = {
    [name('start-query-execution')]: (event) => startQueryExecution({ athena, variables })(event, quiet),
    [name('check-query-execution')]: (event) => checkQueryExecution({ athena, now: () => clock.now() })(event, quiet),
    [name('send-report')]: (event) => sendReport({ athena, s3, sns, variables })(event, quiet),
  };
  let die = (): void => undefined;
  aws.respond = (request) => {
    const said = fault(request, aws.requests.length - 1, clock.now().getTime());
    if (said === 'die before' || said === 'die after') {
      die();
      return said === 'die before' ? 'hang' : 'hang after';
    }
    return said;
  };
  const execution = new Execution(
    {
      arn: machine.arn.replace(':stateMachine:', ':execution:') + ':e',
      name: 'e',
      input: '{"startDate":"2020-10-01","endDate":"2020-10-31"}',
    },
    machine,
    {
      clock,
      pace: new Pace(clock),
      slots: new Slots(1),
      ...waitless(),
      runTask: async (resource, given) => {
        const dead = new Promise<never>((_, reject) => {
          die = () => reject(new StateFailure('Lambda.Unknown', 'The worker died.'));
        });
        try {
          // A function that is none of these calls nothing here, and hands on what it gets.
          return await Promise.race([dead, handlers[resource]?.(given) ?? given]);
        } catch (error) {
          if (error instanceof StateFailure) throw error;
          throw new StateFailure((error as Error).name, (error as Error).message);
        }
      },
      onStatus: () => undefined,
    },
  );
  execution.start();
  await execution.finished();
  const states = execution.history.events.flatMap(({ stateEnteredEventDetails: details }) =>
    details ? [(details as { name: string }).name] : [],
  );
  return { execution, states, minutes: (Number(execution.stopDate) - Number(START)) / 60_000, taken: aws.taken };
}

/** Of what waits for seconds; all of it at once, before the first test looks at what came of it. */
const waits: (() => Promise<void>)[] = [];
beforeAll(() => Promise.all(waits.map((wait) => wait())));

/** What came of each of these, that wait side by side. */
function sideBySide<One, Ended>(all: readonly One[], attempt: (one: One) => Promise<Ended>): Map<One, Ended> {
  const ended = new Map<One, Ended>();
  for (const one of all) waits.push(async () => void ended.set(one, await attempt(one)));
  return ended;
}

test('without a fault: one report, and no state twice', async () => {
  const ended = await run(() => undefined);
  expect(ended.execution).toMatchObject({ status: 'SUCCEEDED' });
  expect(ended.states).toEqual([...new Set(ended.states)]);
  expect(ended.states).toEqual(
    expect.arrayContaining(['StartQuery', 'GetQueryStatus', 'CheckQueryStatus', 'SendReport']),
  );
  expect(ended.taken).toBe(1);
});

const isAthena = ({ action }: Received) => /Query/.test(action);
const isS3 = ({ action }: Received) => action === 'GET' || action === 'PUT';

describe('what passes ends no report:', () => {
  const passing: readonly (readonly [string, Fault])[] = [
    [
      'Athena is away for five minutes',
      (request, _, now) =>
        isAthena(request) && now < minutes(5) ? jsonError('InternalServerException', 'away', 500) : undefined,
    ],
    [
      'S3 is away for five minutes',
      (request, _, now) => (isS3(request) && now < minutes(5) ? s3Error(503, 'ServiceUnavailable') : undefined),
    ],
    [
      'the network is, for five minutes',
      (request, _, now) => (now < minutes(5) && request.action !== 'Publish' ? 'hang up' : undefined),
    ],
    [
      'everything is throttled for a minute',
      (request, _, now) => {
        if (now >= minutes(1)) return undefined;
        if (isAthena(request)) return jsonError('ThrottlingException', 'Rate exceeded');
        return isS3(request) ? s3Error(503, 'SlowDown') : snsError(400, 'Throttling');
      },
    ],
    [
      'the report itself is throttled for a minute',
      ({ action }, _, now) => (action === 'Publish' && now < minutes(1) ? snsError(400, 'Throttling') : undefined),
    ],
  ];
  const came = sideBySide(
    passing.map(([, fault]) => fault),
    (fault) => run(fault, { maxAttempts: 1 }),
  );

  test.each(passing)('%s', (_, fault) => {
    const ended = came.get(fault);
    expect(ended?.execution).toMatchObject({ status: 'SUCCEEDED' });
    expect(ended?.taken).toBe(1);
    // It waits no longer than it must: a minute more than what it waits for.
    expect(ended?.minutes).toBeLessThanOrEqual(6.5);
  });

  test('every step fails nearly as often as it may: within the hour', async () => {
    const failures = new Map<string, number>();
    const ended = await run(
      ({ action }) => {
        const before = failures.get(action) ?? 0;
        if (!['StartQueryExecution', 'GetQueryExecution', 'GetQueryResults'].includes(action) || before === 10)
          return undefined;
        failures.set(action, before + 1);
        return jsonError('InternalServerException', 'away', 500);
      },
      { maxAttempts: 1 },
    );
    expect(ended.execution).toMatchObject({ status: 'SUCCEEDED' });
    expect(ended.minutes).toBeGreaterThan(18);
    expect(ended.minutes).toBeLessThan(60);
  });
});

describe('one fault at one request:', () => {
  // Those of a run without a fault, in its order; the two that SendReport begins with may change places.
  const REQUESTS = [
    'StartQueryExecution',
    'GetQueryExecution',
    'GetQueryResults',
    'GET',
    'PUT page',
    'PUT marker',
    'Publish',
    'PUT published',
  ];
  const labelled = ({ action, path, body }: Received) =>
    action === 'PUT' ? `PUT ${path.includes('/sent/') ? (/"state":"(\w+)"/.exec(body)?.[1] ?? '') : 'page'}` : action;
  const label = (request: Received) => labelled(request).replace('PUT publishing', 'PUT marker');

  /** Where nobody can know whether the report went out. Then operators look, and nobody is told what may be false. */
  const unknown: Readonly<Record<string, readonly string[]>> = {
    'die before': ['Publish', 'PUT published'],
    'die after': ['PUT marker', 'Publish'],
    'hang up': ['Publish'],
    hang: ['Publish'],
    'hang after': ['Publish'],
    truncate: ['Publish'],
  };
  const faults = Object.keys(unknown) as (Mishap | 'die before' | 'die after')[];

  // Of what changes nothing, before and after are the same.
  const differ = (fault: string, request: string) => !(fault.endsWith('after') && /^Get|^GET/.test(request));

  const cases = REQUESTS.flatMap((at) => faults.filter((fault) => differ(fault, at)).map((fault) => ({ fault, at })));
  const hangs = ({ fault }: (typeof cases)[number]) => fault === 'hang' || fault === 'hang after';

  async function attempt({ fault, at }: (typeof cases)[number], limits: Limits = {}) {
    let met = 0;
    const ended = await run((request) => (label(request) === at && met++ === 0 ? fault : undefined), limits);
    return { ...ended, met };
  }
  // What is dead waits beyond the test, and does nothing more; what hangs, until its request's time is up.
  const hung = sideBySide(cases.filter(hangs), (one) => attempt(one, { requestTimeout: 3_000 }));

  test.each(cases)('$fault at $at: the report goes out once, or nobody knows', async (one) => {
    const { fault, at } = one;
    const ended = hung.get(one) ?? (await attempt(one));
    expect(ended.met).toBeGreaterThan(0);
    const { status, error } = ended.execution;
    if (unknown[fault]?.includes(at)) {
      expect([status, error]).toEqual(['FAILED', 'PublishOutcomeUnknown']);
      expect(ended.taken).toBeLessThanOrEqual(1);
    } else {
      expect([status, error]).toEqual(['SUCCEEDED', undefined]);
      expect(ended.taken).toBe(1);
    }
  });
});

test('the requests of a call, each as slow as it may be, fit into the function’s minute', () => {
  const { maxAttempts, requestHandler } = clientSettings;
  expect((maxAttempts * (requestHandler.connectionTimeout + requestHandler.requestTimeout)) / 1000).toBeLessThan(60);
});
