import { mkdtempSync } from 'node:fs';
import { join } from 'node:path';
import { PutRecordCommand } from '@aws-sdk/client-firehose';
import { StartExecutionCommand, StopExecutionCommand } from '@aws-sdk/client-sfn';
import fc from '../../../scripts/jest/properties';
import { blocksOfType } from '../../../terraform/query';
import { synthesizeInto } from '../../../terraform/test-support';
import { type Account, standUp } from '../account';
import { clientsOf } from '../clients';
import { SimulatedClock } from '../shared/clock';
import { type AlarmState, readAlarm } from './alarm-configuration';
import { evaluateAlarm } from './evaluation';
import { type MetricId, MetricStore } from './metric-store';
import { devStack, temporaryFolder, withoutStatement } from '../../test-support';

jest.setTimeout(60_000);

const { folder, remove } = temporaryFolder('cloudwatch');
const accounts: Account[] = [];
beforeAll(() => synthesizeInto(folder));
afterAll(async () => {
  await Promise.all(accounts.map((account) => account.close()));
  remove();
});

const operations = 'arn:aws:sns:eu-west-1:000000000000:operations-dev-blog';
const workflow = 'arn:aws:lambda:eu-west-1:000000000000:function:dev-blog-start-analytics-workflow';
const stateMachineArn = 'arn:aws:states:eu-west-1:000000000000:stateMachine:analytics-dev-blog';
const minute = 60_000;
const hour = 60 * minute;

async function stand(change?: (json: string) => string, at = '2026-10-05T08:00:00Z'): Promise<Account> {
  const account = await standUp(devStack(folder, change), {
    clock: new SimulatedClock(new Date(at)),
    folder: mkdtempSync(join(folder, 'run-')),
  });
  accounts.push(account);
  return account;
}

const pass = ({ clock }: Account, milliseconds: number) =>
  clock.advanceTo(new Date(clock.now().getTime() + milliseconds));

/** Which alarms went off, from a place in the history on. */
const wentOff = ({ cloudWatch }: Account, from = 0) =>
  cloudWatch.history
    .slice(from)
    .filter(({ to }) => to === 'ALARM')
    .map(({ alarm }) => alarm.name.replace('-dev-blog', ''));

const metric = (namespace: string, name: string, dimension: string, value: string): MetricId => ({
  namespace,
  name,
  dimensions: { [dimension]: value },
});

async function send(account: Account, ...records: string[]): Promise<void> {
  const { firehose, close } = clientsOf(account);
  for (const data of records) {
    const Record = { Data: Buffer.from(data) };
    await firehose.send(new PutRecordCommand({ DeliveryStreamName: 'events-stream-dev-blog', Record }));
  }
  close();
}

async function start(account: Account, name: string, input: string): Promise<void> {
  const { states, close } = clientsOf(account);
  await states.send(new StartExecutionCommand({ stateMachineArn, name, input }));
  close();
}

const event = JSON.stringify({ id: 'v', userId: 'u', format: 'hls', timestamp: '2026-10-05T08:00:00Z' });
const period = JSON.stringify({ startDate: '2026-10-04', endDate: '2026-10-04' });

/** One that can do its work, and one that can't write events to its bucket. */
let working: Account;
let undelivering: Account;

const failing = (handler: string) => async () => {
  expect((await working.lambda.invoke(`dev-blog-${handler}`, '{}')).error).toBeDefined();
  return working;
};

/** The local run has no limits that AWS would throttle at: what AWS would report then. */
const reported = (id: MetricId) => async () => {
  working.cloudWatch.put(id, 1);
  return working;
};

const throttled = (handler: string) =>
  reported(metric('AWS/Lambda', 'Throttles', 'FunctionName', `dev-blog-${handler}`));

const FUNCTIONS = [
  ...['start-query-execution', 'check-query-execution', 'send-report'],
  ...['start-analytics-workflow', 'notify-failure'],
];

/** What makes each alarm go off. One that is not here fails the test below. */
const provocations: Readonly<Record<string, () => Promise<Account>>> = {
  'events-not-converted': async () => {
    await send(working, event, 'no JSON');
    return working;
  },
  'events-late': async () => {
    await send(undelivering, event);
    await expect(undelivering.firehose.flush()).rejects.toThrow('not authorized to perform: s3:PutObject');
    return undelivering;
  },
  'events-not-delivered': async () => {
    // Of its own: the stream tries again by itself, so the other's may have gone off by now.
    const account = await stand(withoutStatement('DeliverObjects'));
    await send(account, event);
    for (let attempt = 1; attempt <= 3; attempt += 1) {
      await expect(account.firehose.flush()).rejects.toThrow('not authorized to perform: s3:PutObject');
      if (attempt < 3) await pass(account, 5 * minute);
    }
    return account;
  },
  'report-failed': async () => {
    await start(working, 'fails', '{"startDate": "", "endDate": ""}');
    await working.stepFunctions.idle();
    return working;
  },
  'report-timed-out': async () => {
    const { lambda } = working;
    const invoke = lambda.invoke.bind(lambda);
    // A query that does not end.
    lambda.invoke = async (name, ...given) => {
      const { payload, ...rest } = await invoke(name, ...given);
      const running = { ...(JSON.parse(payload) as object), state: 'RUNNING' };
      return { ...rest, payload: name.endsWith('check-query-execution') ? JSON.stringify(running) : payload };
    };
    await start(working, 'slow', period);
    await working.stepFunctions.idle();
    lambda.invoke = invoke;
    return working;
  },
  'report-aborted': async () => {
    await start(working, 'stopped', period);
    const { states, close } = clientsOf(working);
    const execution = working.stepFunctions.executions().at(-1);
    await states.send(new StopExecutionCommand({ executionArn: execution?.identity.arn }));
    close();
    return working;
  },
  'report-throttled': reported(metric('AWS/States', 'ExecutionThrottled', 'StateMachineArn', stateMachineArn)),
  'notice-undelivered': async () => {
    await working.lambda.invokeAsynchronously(workflow.replace('start-analytics-workflow', 'notify-failure'), '{}');
    return working;
  },
  'schedule-undelivered': async () => {
    await working.lambda.invokeAsynchronously(workflow, '{}');
    return working;
  },
  'no-report': async () => {
    const account = await stand(undefined, '2026-10-31T12:00:00Z');
    account.events.disable('send-report-once-a-month-dev-blog');
    await account.clock.advanceTo(new Date('2026-11-01T23:59:59Z'));
    expect(wentOff(account)).toEqual([]);
    return account;
  },
  ...Object.fromEntries(
    FUNCTIONS.flatMap((name) => [
      [`${name}-errors`, failing(name)],
      [`${name}-throttles`, throttled(name)],
    ]),
  ),
};

describe('each alarm goes off, and tells operators what to do', () => {
  beforeAll(async () => {
    working = await stand();
    undelivering = await stand(withoutStatement('DeliverObjects'));
  });

  test('none is forgotten here', () => {
    const alarms = blocksOfType(devStack(folder), 'aws_cloudwatch_metric_alarm');
    const names = alarms.map(({ values }) => String(values['alarm_name']).replace('-dev-blog', ''));
    expect(Object.keys(provocations).sort()).toEqual(names.sort());
  });

  test.each(Object.keys(provocations))('%s', async (what) => {
    const account = await provocations[what]?.();
    if (!account) throw new Error(`${what} is not provoked.`);
    const before = account.cloudWatch.history.length;
    await pass(account, 20 * minute);
    expect(wentOff(account, before)).toContain(what);
    const message = account.sns.outbox.findLast(
      ({ subject }) => subject === `ALARM: "${what}-dev-blog" in EU (Ireland)`,
    );
    expect(message).toMatchObject({
      topicArn: operations,
      publishedBy: 'cloudwatch.amazonaws.com',
      subscribers: [
        {
          protocol: 'email',
          endpoint: 'operators-dev@example.com',
          message: expect.stringMatching(/- Description: .*What to do: /) as string,
        },
      ],
    });
    expect(message?.subscribers[0]?.message).toContain('has entered the ALARM state, because "Threshold Crossed: ');
    expect(JSON.parse(message?.message ?? '')).toMatchObject({ AlarmName: `${what}-dev-blog`, Region: 'EU (Ireland)' });
  });

  test('the one on the dead-letter queue stays on while a message lies there, and is told of once', async () => {
    const state = () =>
      working.cloudWatch.alarms().find(({ configuration: { name } }) => name === 'schedule-undelivered-dev-blog')
        ?.state;
    await pass(working, 8 * hour);
    expect(state()).toBe('ALARM');
    expect(wentOff(working).filter((what) => what === 'schedule-undelivered')).toHaveLength(1);
    working.sqs.messages.length = 0;
    await pass(working, 20 * minute);
    expect(state()).toBe('OK');
  });

  test('and all end by themselves, when what they tell of has passed', () => {
    const on = working.cloudWatch.alarms().filter(({ state }) => state === 'ALARM');
    expect(on.map(({ configuration }) => configuration.name)).toEqual([]);
  });
});

describe('an alarm', () => {
  test('that is disabled says nothing, and begins anew when it is enabled', async () => {
    const account = await stand(undefined, '2026-10-31T12:00:00Z');
    expect(account.cloudWatch.calendarAlarms()).toEqual(['no-report-dev-blog']);
    account.events.disable('send-report-once-a-month-dev-blog');
    account.cloudWatch.disable('no-report-dev-blog');
    await account.clock.advanceTo(new Date('2026-11-20T00:00:00Z'));
    account.cloudWatch.enable('no-report-dev-blog');
    await account.clock.advanceTo(new Date('2026-12-01T23:00:00Z'));
    expect(wentOff(account)).toEqual([]);
    await account.clock.advanceTo(new Date('2026-12-02T00:00:00Z'));
    expect(wentOff(account)).toEqual(['no-report']);
    expect(() => account.cloudWatch.enable('none')).toThrow('Alarm none does not exist.');
  });

  const refused = async (change: (json: string) => string) => {
    const account = await stand(change);
    account.cloudWatch.setAlarmState('report-failed-dev-blog', 'ALARM', 'a try');
    expect(account.sns.outbox).toEqual([]);
    return account.accessControl.refusals.map(({ use, resource }) => [use.principalName, use.action, resource]);
  };
  const key = 'arn:aws:kms:eu-west-1:000000000000:key/⟦aws_kms_key.monitoring_key.key_id⟧';

  test.each([
    ['the topic’s policy', withoutStatement('PublishAlarms'), 'sns:Publish', operations],
    ['the key’s policy', withoutStatement('EncryptAlarms'), 'kms:GenerateDataKey', key],
    [
      'both to name it',
      (json: string) => json.replaceAll('alarm:report-failed-dev-blog', 'alarm:report-filed-dev-blog'),
      'sns:Publish',
      operations,
    ],
    [
      'both to name its account',
      (json: string) =>
        json.replaceAll(':{\\"aws:SourceAccount\\":\\"000000000000\\"}', ':{\\"aws:SourceAccount\\":\\"1\\"}'),
      'sns:Publish',
      operations,
    ],
    [
      'a key of our own, for the one that AWS manages lets no service in',
      (json: string) => json.replaceAll('"${aws_kms_key.monitoring_key.arn}"', '"alias/aws/sns"'),
      'kms:GenerateDataKey',
      'arn:aws:kms:eu-west-1:000000000000:alias/aws/sns',
    ],
  ])('needs %s to tell anybody', async (_, change, action, resource) => {
    expect(await refused(change)).toEqual([['cloudwatch.amazonaws.com', action, resource]]);
  });
});

describe('a missing report', () => {
  const first = Date.parse('2026-11-01T00:00:00Z');
  const succeeded = metric('AWS/States', 'ExecutionsSucceeded', 'StateMachineArn', stateMachineArn);
  const alarm = () => {
    const block = blocksOfType(devStack(folder), 'aws_cloudwatch_metric_alarm').find(({ name }) =>
      name.endsWith('no-report'),
    );
    if (!block) throw new Error('There is no such alarm.');
    return readAlarm(block);
  };

  /** Minutes after the 1st began: the day before, the hours that matter most, and any from the schedule's on. */
  const success = fc.oneof(
    fc.integer({ min: -24 * 60, max: 6 * 60 + 59 }),
    fc.integer({ min: 8 * 60, max: 9 * 60 }),
    fc.integer({ min: 23 * 60, max: 24 * 60 }),
    fc.integer({ min: 8 * 60, max: 72 * 60 }),
  );

  test('is told from 00:00 on the 2nd until one succeeds, at whichever minutes CloudWatch looks and however far back', () => {
    const configuration = alarm();
    fc.assert(
      fc.property(
        fc.array(success, { maxLength: 2 }),
        fc.integer({ min: 11, max: 60 }),
        fc.nat(30),
        (successes, step, extra) => {
          const store = new MetricStore();
          const coming = [...successes].sort((a, b) => a - b);
          let made = false;
          let state: AlarmState = 'OK';
          for (let at = 20 * 60; at <= 80 * 60; at += step) {
            // What is to come is not known yet.
            for (let next = coming[0]; next !== undefined && next < at; next = coming[0]) {
              coming.shift();
              store.put(succeeded, 1, new Date(first + next * minute));
              made ||= next >= 8 * 60;
            }
            state = evaluateAlarm(configuration, store, new Date(first + at * minute), state, extra).state;
            const expected = at >= 24 * 60 && !made ? 'ALARM' : 'OK';
            if (state !== expected)
              throw new Error(`${at} minutes after the 1st began it is ${state}, not ${expected}.`);
          }
        },
      ),
      {
        numRuns: 25,
        // Without the hour before the schedule's, this report would be overlooked at 00:02.
        examples: [[[8 * 60], 11, 0]],
      },
    );
  });
});
