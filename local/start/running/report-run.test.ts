import { mkdtempSync, readFileSync } from 'node:fs';
import { join } from 'node:path';
import { METRICS } from '../../../lambdas/report/metrics';
import { firedAlarms } from './fired-alarms';
import { byArrival, defaultEvents, defaultPeriod } from '../../events/generate';
import { labEvents } from '../../events/lab';
import { type SentEvent } from '../../events/event';
import { clientsOf } from '../../aws/clients';
import { DiskFull, FileObjectStore } from '../../aws/s3/object-store';
import { type Period } from '../../events/period';
import { Progress } from '../../../scripts/text/progress';
import { messageNumbers, numbersInMessage, numbersOnPage, pageNumbers } from '../telling/numbers';
import { recount } from '../reading/recount';
import { html } from '../../../lambdas/shared/html';
import { views } from '../../console/views/all';
import { type Told } from '../telling/run-view';
import { keepRunFile } from '../telling/keep-run-file';
import { failureOf } from '../telling/report-outcome';
import { type ReportOutcome, runReport } from './report-run';
import { synthesizeInto } from '../../../terraform/test-support';
import { devStack, temporaryFolder, withoutStatement } from '../../test-support';

jest.setTimeout(60_000);

const { folder, remove } = temporaryFolder('report-run');
const lines: string[] = [];
const progress = new Progress({ write: (line) => lines.push(line) });
let outcome: ReportOutcome | undefined;

beforeAll(() => synthesizeInto(folder));
afterEach(() => outcome?.account.close());
afterAll(remove);

interface Asked {
  readonly events: readonly SentEvent[];
  readonly period?: Period;
  readonly change?: (json: string) => string;
}

/** With a period an operator starts the report, without one the schedule does, for October 2026. */
async function run({ events, period, change }: Asked): Promise<ReportOutcome> {
  lines.length = 0;
  outcome = await runReport({
    stackFolder: devStack(folder, change).folder,
    folder: mkdtempSync(join(folder, 'run-')),
    events,
    progress,
    ...(period ? { period } : { period: defaultPeriod, scheduled: {} }),
  });
  return outcome;
}

/** Message and page, against a plain count of the same events. */
function expectNumbers({ message, page }: ReportOutcome, events: readonly SentEvent[], period: Period) {
  const counted = recount(events, period, METRICS);
  const shown = numbersInMessage(message?.text ?? '');
  expect(shown).toEqual(messageNumbers(counted));
  expect(numbersOnPage(page ?? '')).toEqual(pageNumbers(counted));
  return shown;
}

async function runFileOf(told: Told): Promise<string> {
  const clients = clientsOf(told.outcome.account);
  const kept = mkdtempSync(join(folder, 'kept-'));
  await keepRunFile(told, clients, kept);
  clients.close();
  return readFileSync(join(kept, 'run.html'), 'utf8');
}

/** One file that runs and loads nothing, whose links lead to what it has, whatever producers sent. */
async function expectRunFile(made: ReportOutcome): Promise<void> {
  const file = await runFileOf({ outcome: made });
  const heads = [...file.matchAll(/<article class="view" id="([^"]*)">\s*<h2>([^<]*)<\/h2>/g)].map(
    ([, ...head]) => head,
  );
  expect(heads).toEqual([['run', 'The run'], ...views.map(({ name, title }) => [name, title])]);
  // The link's time was over by the end of the run; its reader had opened it before.
  expect(file).toContain(String(html`srcdoc="${made.page}"`));
  expect(file).toContain('&lt;img src=x onerror=alert(1)&gt;');
  const markup = file.replaceAll(/<style>[^]*?<\/style>/g, '');
  const tags = [...markup.matchAll(/<[a-z][^>]*>/g)].map(([tag]) => tag.replaceAll(/ (srcdoc|title|alt)="[^"]*"/g, ''));
  expect(tags.filter((tag) => /^<(script|form|input|button|img|b)\b| on\w+=| (src|action)=/.test(tag))).toEqual([]);
  const ids = [...markup.matchAll(/ id="([^"]*)"/g)].map(([, id]) => id);
  expect(new Set(ids).size).toBe(ids.length);
  const anchors = [...markup.matchAll(/ href="#([^"]*)"/g)].map(([, id]) => id);
  expect(anchors.filter((id) => !ids.includes(id))).toEqual([]);
  expect(file.length).toBeLessThan(5e6);
}

describe('the monthly report', () => {
  let made: ReportOutcome;
  let told: string;
  const hostile = { id: '<img src=x onerror=alert(1)>', userId: '1', format: '</iframe><b id="x">' };
  const evil = Array.from({ length: 100 }, () => ({
    arrival: new Date('2026-10-05T10:00:00Z'),
    data: JSON.stringify(hostile),
  }));
  const events = byArrival([...defaultEvents({ count: 2_500, preceding: 1_500 }), ...evil]);
  beforeAll(async () => {
    made = await run({ events });
    outcome = undefined;
    told = lines.join('');
  });
  afterAll(() => made.account.close());

  test('has numbers that are each that of a plain count of the same events', async () => {
    expect(failureOf(made)).toBeUndefined();
    expectNumbers(made, events, defaultPeriod);
    expect(made.execution).toMatchObject({ name: 'monthly-dev-2026-10-01-2026-10-31', status: 'SUCCEEDED' });
    expect(made.sent?.records).toBe(4_104);
    await expectRunFile(made);
  });

  test('is made once by the schedule’s own cron, the same event once more starts no second execution, and progress tells it', () => {
    expect(made.executions).toBe(1);
    // September's end passed on the way: its report is not sent, since October's is what was asked for.
    expect(made.account.sns.outbox.filter(({ topicArn }) => topicArn === made.names.topic)).toHaveLength(1);
    // Of few events, one that can't be converted is more than 1 % of a quarter of an hour.
    expect(firedAlarms(made).filter((one) => !one.startsWith('events-not-converted-dev-blog at '))).toEqual([]);
    // Nothing else would have told that none came.
    expect(made.account.clock.now()).toEqual(new Date('2026-11-02T01:00:00Z'));
    expect(made.account.events.deliveries.map(({ event }) => event.time)).toEqual([
      '2026-11-01T08:00:00Z',
      '2026-11-01T08:00:00Z',
    ]);
    // The states one by one, and waits as simulated.
    expect(
      told
        .replaceAll(/ +\d[\d.]* m?s\n/g, '\n')
        // As long as the query has not yet run for 2 s, of which this machine takes its part.
        .replaceAll(/Wait: \d+ s/g, 'Wait: … s')
        .split('\n')
        // Which Node.js the functions run on depends on who looks.
        .filter((line) => !line.includes('Functions run on'))
        .slice(2),
    ).toEqual([
      'It is 2026-11-01 08:00:00 UTC: send-report-once-a-month-dev-blog fires by cron(0 8 1 * ? *)',
      '  monthly-dev-2026-10-01-2026-10-31',
      '    StartQuery',
      '    GetQueryStatus: RUNNING',
      '    CheckQueryStatus',
      '    Wait: … s simulated, no time here',
      '    GetQueryStatus: SUCCEEDED',
      '    CheckQueryStatus',
      '    SendReport',
      '    Done',
      'The same event comes once more: still one execution',
      '',
    ]);
  });
});

describe('a report of any period, started by hand', () => {
  const at = (arrival: string, data: object | string): SentEvent => ({
    arrival: new Date(arrival),
    data: typeof data === 'string' ? data : JSON.stringify(data),
  });

  test('counts events by their own day, late ones and those at the edges too', async () => {
    const events = byArrival([
      at('2020-10-09T23:59:59Z', { id: 'a', userId: '1', format: 'hls', timestamp: '2020-10-09T23:59:59Z' }),
      at('2020-10-10T00:00:00Z', { id: 'a', userId: '1', format: 'hls', timestamp: '2020-10-10T00:00:00Z' }),
      at('2020-10-10T12:00:00Z', { id: 'b', userId: '1', format: '' }),
      at('2020-10-10T13:00:00Z', { id: 'b', userId: '2', TimeStamp: 1602331200 }),
      at('2020-10-10T14:00:00Z', { userId: '3' }),
      at('2020-10-10T15:00:00Z', '{"id":"c"'),
      at('2020-10-10T16:00:00Z', { id: 'reset', userId: '6', timestamp: '1970-01-01T00:00:00Z' }),
      at('2020-10-10T17:00:00Z', { id: 'ahead', userId: '7', timestamp: '2033-05-18T03:33:20Z' }),
      at('2020-10-12T23:00:00Z', { id: 'late', userId: '4', timestamp: '2020-10-10 23:59:59' }),
      at('2020-10-13T00:00:00Z', { id: 'too late', userId: '5', timestamp: '2020-10-10T23:59:59Z' }),
    ]);
    const period = { startDate: '2020-10-10', endDate: '2020-10-10' };
    const made = await run({ events, period });
    const { headline } = expectNumbers(made, events, period);
    expect(headline[0]).toEqual(['Events', '5', '+400.0 %', '1']);
    expect(made.message?.text).toContain(
      'LOOK: In no report: 2 records (25.0 %). Arrived in this period, and count in no report: their own days are too far from it, 1970-01-01 to 2033-05-18.',
    );
    expect(made.rejected.map(({ data }) => data)).toEqual(['{"id":"c"']);
  });

  test('a period without events is reported as such', async () => {
    const events = labEvents(new Date('2026-10-05T10:00:00Z'));
    const period = { startDate: '2026-10-07', endDate: '2026-10-08' };
    const made = await run({ events, period });
    const { headline } = expectNumbers(made, events, period);
    expect(headline[0]).toEqual(['Events', '0', '-100.0 %', '4']);
  });
});

describe('a permission that is taken out', () => {
  test.each([
    [
      'ReadEvents',
      'dev-blog-start-query-execution',
      's3:GetObject',
      'arn:aws:s3:::events-dev-blog-000000000000/events/',
    ],
    [
      'InvokeTasks',
      'state-machine-role-dev-blog-analytics',
      'lambda:InvokeFunction',
      'arn:aws:lambda:eu-west-1:000000000000:function:dev-blog-',
    ],
    [
      'DeliverObjects',
      'firehose-role-dev-blog',
      's3:PutObject',
      'arn:aws:s3:::events-dev-blog-000000000000/events/dt=',
    ],
    [
      'StartReports',
      'dev-blog-start-analytics-workflow',
      'states:StartExecution',
      'arn:aws:states:eu-west-1:000000000000:stateMachine:analytics-dev-blog',
    ],
    [
      'Publish',
      'dev-blog-send-report',
      'sns:Publish',
      'arn:aws:sns:eu-west-1:000000000000:analytics-notifications-dev-blog',
    ],
  ])(
    '%s: the run fails, naming role, action, resource and where the policy is written',
    async (sid, role, action, arn) => {
      const made = await run({ events: labEvents(new Date('2026-10-05T10:00:00Z')), change: withoutStatement(sid) });
      const failure = failureOf(made);
      expect(failure).toContain(`The role ${role} was refused ${action} on ${arn}`);
      expect(failure).toMatch(/Its policy is written at constructs\/[\w/-]+\.ts:\d+/);
      expect(lines.join('')).not.toContain('SendReport: SUCCEEDED');
      expect(made.account.sns.outbox.filter(({ message }) => message.includes('Headline'))).toEqual([]);
      if (failure === undefined || sid !== 'ReadEvents') return;
      const file = await runFileOf({ outcome: made, failure });
      expect(file).toContain(String(html`<pre class="problem" tabindex="0">${failure}</pre>`));
      const [, refused = ''] = /<h3>Refused<\/h3>([^]*?)<\/section>/.exec(file) ?? [];
      expect(refused).toContain(`The role ${role} was refused ${action} on ${arn}`);
    },
  );
});

test('a disk that fills up while events are delivered is one clear error', async () => {
  const put = jest.spyOn(FileObjectStore.prototype, 'put').mockRejectedValue(new DiskFull('/runs/1/s3'));
  const made = await run({ events: labEvents(new Date('2026-10-05T10:00:00Z')) });
  put.mockRestore();
  expect(failureOf(made)).toBe('The disk that holds /runs/1/s3 is full: free some space, then run this again.');
});
