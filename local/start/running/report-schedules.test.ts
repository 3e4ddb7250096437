import { mkdtempSync } from 'node:fs';
import { join } from 'node:path';
import { METRICS } from '../../../lambdas/report/metrics';
import { ExecutionAlreadyExists, type SFNClient } from '@aws-sdk/client-sfn';
import { synthesizedInto } from '../../../environments/commands/synth/test-support';
import { type Settings } from '../../../environments/settings';
import { quiet } from '../../../lambdas/test-support/quiet';
import { startAnalyticsWorkflow } from '../../../lambdas/start-analytics-workflow';
import { readAccess } from '../../../policies/iam/access';
import { readEnvironment, readNeighbours } from '../../../terraform/stacks/neighbours';
import { blocksOfType, text, textMap } from '../../../terraform/query';
import { EventsService } from '../../aws/event-bridge/events';
import { type LambdaService } from '../../aws/lambda/lambda';
import { SchedulerService } from '../../aws/scheduler/scheduler';
import { AccessControl } from '../../aws/shared/access-control';
import { SimulatedClock } from '../../aws/shared/clock';
import { type SnsService } from '../../aws/sns/sns';
import { type SqsService } from '../../aws/sqs/sqs';
import { Progress } from '../../../scripts/text/progress';
import { temporaryFolder } from '../../test-support';
import { defaultEvents, defaultPeriod } from '../../events/generate';
import { linesOn } from '../../../scripts/text/fit';
import { briefText } from '../telling/brief';
import { usageOf } from '../telling/usage';
import { messageNumbers, numbersInMessage } from '../telling/numbers';
import { failureOf } from '../telling/report-outcome';
import { recount } from '../reading/recount';
import { firedAlarms } from './fired-alarms';
import { runReport } from './report-run';
import { dueOf, reportSchedulesOf } from './report-schedules';

const REPORTS: Settings['reports'] = [
  { name: 'monthly', every: 'month', day: 1, at: '08:00' },
  { name: 'weekly', every: 'week', day: 'monday', at: '08:00', timeZone: 'Europe/Berlin' },
  { name: 'daily', every: 'day', at: '05:00', timeZone: 'America/New_York' },
  { name: 'board', every: 'month', day: 2, at: '21:59' },
  { name: 'silent', every: 'day', at: '07:00', enabled: false },
  { name: 'mute', every: 'day', at: '08:00', timeZone: 'Europe/Berlin', enabled: false },
];
const { folder, remove } = temporaryFolder('report-schedules');
const stackFolder = join(folder, 'stacks', synthesizedInto(folder, { reports: REPORTS }));
const stack = readEnvironment(stackFolder);
afterAll(remove);

/** Of the schedules in a zone, those that fired, and when. */
let moments: readonly string[] = [];

/** From rule or schedule to execution, through the synthesized stack; only Step Functions is a set of names. */
async function live(from: string, to: string): Promise<string[]> {
  const started = new Set<string>();
  const states = {
    send: async ({ input: { name = '' } }: { readonly input: { readonly name?: string } }) => {
      if (started.has(name)) throw new ExecutionAlreadyExists({ message: 'is there', $metadata: {} });
      started.add(name);
      return { executionArn: `arn:${name}` };
    },
  } as unknown as Pick<SFNClient, 'send'>;
  const starter = blocksOfType(stack, 'aws_lambda_function').find(({ name }) => name.startsWith('schedule_'));
  if (!starter) throw new Error('No function starts reports.');
  const handle = startAnalyticsWorkflow({ states, variables: textMap(starter, 'environment.variables') });
  const lambda = {
    invokeAsynchronously: async (functionArn: string, event: string) => {
      expect(functionArn).toBe(text(starter, 'arn'));
      await handle(JSON.parse(event), quiet);
      return {};
    },
  } as unknown as LambdaService;
  const clock = new SimulatedClock(new Date(from));
  const access = new AccessControl(readAccess(stack, readNeighbours(stack)));
  const sqs = {} as SqsService;
  const events = new EventsService({ stack, clock, access, lambda, sns: {} as SnsService, sqs });
  const scheduler = new SchedulerService({ stack, clock, access, lambda, sqs });
  await clock.advanceTo(new Date(to));
  const fired = [...events.deliveries, ...scheduler.invocations];
  expect(fired.filter(({ outcome, error }) => outcome !== 'delivered' || error)).toEqual([]);
  expect(access.refusals).toEqual([]);
  const made = [...started];
  moments = scheduler.invocations.map(({ schedule, scheduledTime }) => `${schedule} ${scheduledTime}`);
  // Every event comes at least once.
  for (const { event } of [...events.deliveries]) await events.redeliver(event.id);
  for (const invocation of [...scheduler.invocations]) await scheduler.again(invocation);
  expect([...started]).toEqual(made);
  events.close();
  scheduler.close();
  return made;
}

describe('from the last days of 2026 to March 2028', () => {
  let made: readonly string[] = [];
  const of = (report: string) =>
    made.filter((name) => name.startsWith(`${report}-`)).map((name) => name.replace(/^.*?-dev-/, ''));
  beforeAll(async () => {
    made = await live('2026-12-31T12:00:00Z', '2028-03-07T00:00:00Z');
  });

  test('each month is told of once, of 28 to 31 days', () => {
    const months = [
      ...['2026-12-01-2026-12-31', '2027-01-01-2027-01-31', '2027-02-01-2027-02-28', '2027-03-01-2027-03-31'],
      ...['2027-04-01-2027-04-30', '2027-05-01-2027-05-31', '2027-06-01-2027-06-30', '2027-07-01-2027-07-31'],
      ...['2027-08-01-2027-08-31', '2027-09-01-2027-09-30', '2027-10-01-2027-10-31', '2027-11-01-2027-11-30'],
      ...['2027-12-01-2027-12-31', '2028-01-01-2028-01-31', '2028-02-01-2028-02-29'],
    ];
    expect(of('monthly')).toEqual(months);
    // Another report of the same periods is one more, by its own name.
    expect(of('board')).toEqual(months);
  });

  const whole = (report: string) =>
    of(report).map((name) => [name.slice(0, 10), name.slice(11)].map((date) => Date.parse(date) / 86_400_000));

  test('each week from Monday to Sunday, week 53 of 2026 too, and each day, none twice and none left out', () => {
    expect(of('weekly')[0]).toBe('2026-12-28-2027-01-03');
    expect(of('weekly').at(-1)).toBe('2028-02-28-2028-03-05');
    expect(of('daily')[0]).toBe('2026-12-31-2026-12-31');
    expect(of('daily').at(-1)).toBe('2028-03-05-2028-03-05');
    expect(of('daily')).toContain('2028-02-29-2028-02-29');
    for (const [report, days] of [
      ['weekly', 7],
      ['daily', 1],
    ] as const) {
      const periods = whole(report);
      for (const [index, [start = 0, end = 0]] of periods.entries()) {
        expect(end - start + 1).toBe(days);
        if (index > 0) expect(start).toBe((periods[index - 1]?.[1] ?? 0) + 1);
      }
    }
    expect(whole('weekly').every(([start = 0]) => new Date(start * 86_400_000).getUTCDay() === 1)).toBe(true);
  });

  test('those in a zone are made at its hours, in winter and in summer', () => {
    const around = (name: string, ...days: string[]) =>
      moments.filter((one) => days.some((day) => one.startsWith(`send-${name}-report-dev-blog ${day}`)));
    const times = (name: string, ...days: string[]) => around(name, ...days).map((one) => one.split(' ')[1]);
    // Clocks go forward on 14 March in America and on 28 March in Europe, back on 7 November and on 31 October.
    expect(times('weekly', '2027-03-22', '2027-03-29', '2027-10-25', '2027-11-01')).toEqual([
      ...['2027-03-22T07:00:00Z', '2027-03-29T06:00:00Z', '2027-10-25T06:00:00Z', '2027-11-01T07:00:00Z'],
    ]);
    expect(times('daily', '2027-03-13', '2027-03-14', '2027-03-15', '2027-11-06', '2027-11-07')).toEqual([
      ...['2027-03-13T10:00:00Z', '2027-03-14T09:00:00Z', '2027-03-15T09:00:00Z'],
      ...['2027-11-06T09:00:00Z', '2027-11-07T10:00:00Z'],
    ]);
    expect(moments).toHaveLength(62 + 431);
  });

  test('one whose schedule is off is silent', () => {
    expect(of('silent')).toEqual([]);
    expect(of('mute')).toEqual([]);
    expect(new Set(made).size).toBe(15 + 15 + 62 + 431);
    expect(made).toHaveLength(15 + 15 + 62 + 431);
  });
});

describe('what a run lets fire', () => {
  const { schedules, machineArn } = reportSchedulesOf(stack);

  test('is followed from the rules to the machine', () => {
    expect(machineArn).toBe('arn:aws:states:eu-west-1:000000000000:stateMachine:analytics-dev-blog');
    expect(schedules.map(({ report, name, enabled }) => [report, name, enabled]).sort()).toEqual([
      ['board', 'send-board-report-dev-blog', true],
      ['daily', 'send-daily-report-dev-blog', true],
      ['monthly', 'send-report-once-a-month-dev-blog', true],
      ['mute', 'send-mute-report-dev-blog', false],
      ['silent', 'send-silent-report-dev-blog', false],
      ['weekly', 'send-weekly-report-dev-blog', true],
    ]);
    expect(schedules.find(({ report }) => report === 'weekly')).toMatchObject({
      by: 'schedule',
      expression: 'cron(0 8 ? * MON *) Europe/Berlin',
    });
  });

  test('is all that are on, or the one that is asked for', () => {
    expect(
      dueOf(schedules, undefined)
        .map(({ report }) => report)
        .sort(),
    ).toEqual(['board', 'daily', 'monthly', 'weekly']);
    expect(dueOf(schedules, 'weekly').map(({ report }) => report)).toEqual(['weekly']);
    expect(() => dueOf(schedules, 'silent')).toThrow(
      "--report silent: its schedule is disabled, and fires nothing: set enabled: true in the settings' reports",
    );
    expect(() => dueOf(schedules, 'yearly')).toThrow('--report yearly: there is no such report; choose one of ');
  });

  test('a stack whose rules lead to no report, or that says what is no JSON, is refused in words', () => {
    const changed = (change: (values: object, type: string) => object) => ({
      ...stack,
      blocks: stack.blocks.map((block) => ({
        ...block,
        values: change(block.values, block.type) as typeof block.values,
      })),
    });
    const elsewhere = changed((values, of) => {
      if (of === 'aws_cloudwatch_event_target') return { ...values, rule: 'other' };
      return of === 'aws_scheduler_schedule' ? { ...values, name: 'other' } : values;
    });
    expect(() => reportSchedulesOf(elsewhere)).toThrow(
      'dev has no schedule of reports: a rule, or a schedule of EventBridge Scheduler, whose function',
    );
    const both = changed((values, of) =>
      of === 'aws_scheduler_schedule' ? { ...values, name: 'send-silent-report-dev-blog' } : values,
    );
    expect(() => reportSchedulesOf(both)).toThrow('starts the report silent by a rule and by a schedule');
    const broken = changed((values, type) =>
      type === 'aws_lambda_function' ? { ...values, environment: { variables: { SCHEDULES: '{' } } } : values,
    );
    expect(() => reportSchedulesOf(broken)).toThrow('environment.variables.SCHEDULES is {: it must be a JSON text.');
  });
});

describe('a run across the end of October 2026', () => {
  const lines: string[] = [];
  const events = defaultEvents({ count: 400, preceding: 100 });
  const run = (report: string | undefined, whole: boolean) => {
    lines.length = 0;
    return runReport({
      stackFolder,
      folder: mkdtempSync(join(folder, 'run-')),
      events,
      period: defaultPeriod,
      scheduled: report === undefined ? {} : { report },
      progress: new Progress({ write: (line) => lines.push(line) }, whole),
    });
  };

  test('makes each report that is on, as the clock passes its moment; the one that is off is told', async () => {
    const outcome = await run(undefined, false);
    const made = [outcome, ...outcome.others];
    try {
      expect(failureOf(outcome)).toBeUndefined();
      // The longest first. On the way to the last moment, the daily one has fired again.
      expect(made.map(({ execution, executions, message }) => [execution?.name, executions, message?.subject])).toEqual(
        [
          [
            'monthly-dev-2026-10-01-2026-10-31',
            1,
            expect.stringMatching(/^Video analytics October 2026: 4\d\d events/),
          ],
          ['board-dev-2026-10-01-2026-10-31', 1, expect.stringMatching(/^Video analytics October 2026: 4\d\d events/)],
          ['weekly-dev-2026-10-26-2026-11-01', 1, expect.stringContaining('week 44, 26 October to 1 November 2026: ')],
          ['daily-dev-2026-10-31-2026-10-31', 1, expect.stringContaining('Video analytics 31 October 2026: ')],
        ],
      );
      for (const { execution, message, page } of made) {
        const counted = recount(events, JSON.parse(execution?.input ?? '') as typeof defaultPeriod, METRICS);
        const { headline } = numbersInMessage(message?.text ?? '');
        expect(headline.slice(0, 3)).toEqual(messageNumbers(counted).headline.slice(0, 3));
        expect(page).toContain('<h1>');
      }
      const told = lines.join('');
      expect(told).toMatch(
        /01 08:00 UTC: monthly-dev-[^]*01 10:00 UTC: daily-dev-[^]*02 07:00 UTC: weekly-dev-[^]*02 21:59 UTC: board-dev-/,
      );
      const usage = usageOf({ ...outcome, queries: [], firehoseBytes: 0, stateTransitions: 0 });
      const brief = briefText({ outcome, queries: [], usage, folder, took: 0 });
      expect(brief).toContain('\nReports    monthly, board, weekly, daily: fired twice, SUCCEEDED once\n');
      expect(brief).toMatch(/\nDisabled {3}(silent, mute|mute, silent)\n/);
      // With the lines of a process: synthesized, and policies checked.
      expect(linesOn(told, 80) + linesOn(brief, 80) + 2).toBeLessThanOrEqual(40);
      expect(firedAlarms(outcome)).toEqual([]);
      const { events: ruled, scheduler } = outcome.account;
      expect(ruled.deliveries.map(({ rule }) => rule)).not.toContain('send-silent-report-dev-blog');
      expect(scheduler.invocations.map(({ schedule }) => schedule)).not.toContain('send-mute-report-dev-blog');
      const executions = outcome.account.stepFunctions.executions().map(({ identity }) => identity.name);
      expect(executions.filter((name) => name.startsWith('daily-'))).toHaveLength(2);
      expect(new Set(executions).size).toBe(2 + 1 + 1 + 1);
    } finally {
      await outcome.account.close();
    }
  });

  test('makes the one alone that is asked for', async () => {
    const outcome = await run('weekly', true);
    await outcome.account.close();
    const told = lines.join('');
    expect(told).toContain('The silent report is disabled: send-silent-report-dev-blog fires nothing\n');
    expect(told).toContain('The mute report is disabled: send-mute-report-dev-blog fires nothing\n');
    expect(told).toMatch(
      /02 07:00:00 UTC: send-weekly-report-dev-blog fires by cron\(0 8 \? \* MON \*\) Europe\/Berlin\n {2}weekly-dev-/,
    );
    expect(failureOf(outcome)).toBeUndefined();
    expect(outcome.others).toEqual([]);
    expect(outcome.execution?.name).toBe('weekly-dev-2026-10-26-2026-11-01');
    expect(outcome.account.stepFunctions.executions()).toHaveLength(1);
  });
});
